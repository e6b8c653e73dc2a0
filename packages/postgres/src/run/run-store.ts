import type { Routing, RunStore } from '@cairn/engine';
import type pg from 'pg';
import { eraseEnded } from '../retention/erase-ended.ts';
import { commitTurn } from './commit-turn.ts';
import { createLeases } from './leases.ts';
import { createInstanceLoaders } from './load-instances.ts';
import { loadPendingCalls } from './load-pending-calls.ts';
import { loadProfiles } from './load-profiles.ts';
import { loadRoutingEpoch } from './routing-epoch.ts';

export interface RunStoreOptions {
  readonly pool: pg.Pool;
  /** Loads what is live: `loadRoutingSources` of this package. */
  readonly loadSources: (pool: pg.Pool) => Promise<Omit<Routing, 'epoch'>>;
}

/** The runner's store. Every method is one query, except `loadRouting` and `loadProfiles` with history. */
export function createRunStore({ pool, loadSources }: RunStoreOptions): RunStore {
  return {
    ...createLeases(pool),
    ...createInstanceLoaders(pool),
    loadRouting: async () => {
      // Epoch first: a change in between makes the epoch too old, never the sources.
      const epoch = await loadRoutingEpoch(pool);
      return { epoch, ...(await loadSources(pool)) };
    },
    loadRoutingEpoch: () => loadRoutingEpoch(pool),
    loadPendingCalls: (partitions, after, limit) => loadPendingCalls(pool, partitions, after, limit),
    loadProfiles: (requests) => loadProfiles(pool, requests),
    commitTurn: (turn) => commitTurn(pool, turn),
    eraseEnded: (before, limit) => eraseEnded(pool, before, limit),
  };
}
