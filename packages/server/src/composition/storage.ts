import type { EventLog, RunStore } from '@cairn/engine';
import {
  createEventLog,
  createInProcessSignals,
  createRunStore,
  createServerSignals,
  endAllLeases,
  loadRoutingSources,
  migrate,
  type Notifier,
  type OpenStore,
  openStore,
  type Signals,
} from '@cairn/postgres';
import type { StartOptions } from './start-options.ts';

/** The store of this process, its schema up to date, and the wake-ups that go with it. */
export interface Storage extends Pick<OpenStore, 'pool' | 'kind'> {
  readonly signals: Signals & Notifier;
  readonly runStore: RunStore;
  readonly log: EventLog;
}

/** Opens the store of the settings; what it opened is closed by `closing`. Throws StoreError. */
export async function openStorage(options: StartOptions, closing: AsyncDisposableStack): Promise<Storage> {
  const { settings, wrappers = {}, onFatal = () => {} } = options;
  const { databaseUrl, dataDir, databasePool, organizationId } = settings;
  const { pool, kind, close } = await openStore({ databaseUrl, dataDir, poolSize: databasePool, onFailure: onFatal });
  closing.defer(close);
  await migrate(pool);
  if (kind === 'embedded') await endAllLeases(pool);
  const signals = kind === 'embedded' ? createInProcessSignals() : await createServerSignals(pool, databaseUrl ?? '');
  closing.defer(() => signals.close());
  const runStore = createRunStore({ pool, loadSources: (from) => loadRoutingSources(from, organizationId) });
  const log = createEventLog(pool, signals);
  return {
    pool,
    kind,
    signals,
    runStore: wrappers.runStore?.(runStore) ?? runStore,
    log: wrappers.eventLog?.(log) ?? log,
  };
}
