import {
  type Author,
  type Authoring,
  type AuthoringStore,
  createAuthoring,
  createSecretBox,
  createTargets,
} from '@cairn/authoring';
import { createOutbound, type Targets } from '@cairn/outbound';
import { createAuthoringStore } from '@cairn/postgres';
import type pg from 'pg';
import { ManualClock } from '../clock/manual-clock.ts';
import { freshDatabase } from '../database/fresh-database.ts';
import type { TestDatabase } from '../database/test-database.ts';

/** Authoring on a real store and a real way out, with a clock that stands still. */
export interface AuthoringRig {
  readonly authoring: Authoring;
  readonly store: AuthoringStore;
  readonly targets: Targets;
  readonly pool: pg.Pool;
  readonly clock: ManualClock;
  /** An author in a sandbox of its own, open for use: tests on one database do not see each other's objects. */
  newAuthor(): Promise<Author>;
  close(): Promise<void>;
}

interface RigOptions {
  /** Default a fresh embedded one; the rig closes it. */
  readonly database?: TestDatabase;
  /** Default 100. */
  readonly liveQuota?: number;
  /** Runs before workers are told of a change, inside its transaction: a place to hold a change half way. */
  readonly beforeRoutingBump?: () => Promise<void>;
}

const instanceLifeMs = 30 * 86_400_000;

export async function openAuthoringRig(options: RigOptions = {}): Promise<AuthoringRig> {
  const { liveQuota = 100, database = await freshDatabase('embedded') } = options;
  const clock = new ManualClock();
  const store = pausing(createAuthoringStore(database.pool), options.beforeRoutingBump);
  const secretBox = createSecretBox(new Uint8Array(32).fill(7));
  const now = () => clock.now();
  const hostPolicy = { allowedHosts: ['localhost', '127.0.0.1'] };
  const targets = createTargets({ store, secretBox, now });
  const outbound = createOutbound({ ...hostPolicy, clock, targets });
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const authoring = createAuthoring({
    store,
    secretBox,
    hostPolicy,
    liveQuota,
    instanceLifeMs,
    newId,
    now,
    probeCalls: outbound,
    organizationId: 'acme',
  });
  let sandboxes = 0;
  return {
    authoring,
    store,
    targets,
    clock,
    pool: database.pool,
    newAuthor: async () => {
      const author = { sandbox: `sandbox-${++sandboxes}`, userId: 'ada' };
      await authoring.openSandbox(author.sandbox);
      return author;
    },
    close: async () => {
      await outbound.close();
      await database.close();
    },
  };
}

function pausing(store: AuthoringStore, pause: () => Promise<void> = async () => {}): AuthoringStore {
  const change: AuthoringStore['change'] = (sandbox, work) =>
    store.change(sandbox, (tx) =>
      work({
        ...tx,
        bumpRoutingEpoch: async () => {
          await pause();
          await tx.bumpRoutingEpoch();
        },
      }),
    );
  return { ...store, change };
}
