import { type Access, createAccess } from '@cairn/access';
import type { Authoring } from '@cairn/authoring';
import { RoutingHolder, systemClock } from '@cairn/engine/runner';
import { createSetupTokenStore, type OpenStore } from '@cairn/postgres';
import { Metrics } from '../observability/metrics.ts';
import { readSecret } from '../settings/secret-file.ts';
import type { Settings } from '../settings/settings.ts';
import { openAuthored } from './authored.ts';
import { createHousekeeping } from './housekeeping.ts';
import { openDoor } from './http-door.ts';
import { localKeyFile, withLocalKey } from './local-key.ts';
import { createRunTime } from './run-time.ts';
import type { StartOptions } from './start-options.ts';
import { openStorage } from './storage.ts';

export { defaultSandbox } from './sandbox.ts';
export type { Role, StartOptions, Wrappers } from './start-options.ts';

/** A running Cairn. */
export interface Cairn {
  /** Base address it listens on; null for a worker. */
  readonly address: string | null;
  readonly storeKind: OpenStore['kind'];
  readonly authoring: Authoring;
  readonly access: Access;
  /** The operator's key of this machine. */
  readonly localKey: string;
  /** Stops taking requests and work, lets calls under way end within the grace period, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Opens the store, brings its schema up to date, and starts the parts of this process. Throws StoreError with clear
 * words when the store cannot be used, and the listener's error (EADDRINUSE, EACCES) when the address cannot.
 */
export async function startCairn(options: StartOptions): Promise<Cairn> {
  const { settings, logger, role = 'all' } = options;
  // Parts are closed in reverse order: at `stop`, or here when a later one could not be opened.
  await using opened = new AsyncDisposableStack();
  const metrics = new Metrics();
  const storage = await openStorage(options, opened);
  const { pool, kind, runStore } = storage;
  const routing = new RoutingHolder(runStore);
  const { authoring, outbound } = await openAuthored(options, storage, routing, metrics, opened);
  await routing.reload();
  const { intake, worker } = createRunTime(options, storage, outbound, routing, metrics);
  opened.defer(() => worker.stop(settings.stopGraceMs));

  const localKey = readSecret(undefined, settings.dataDir, localKeyFile);
  const access = openAccess(settings, pool);
  const door = { access: withLocalKey(access, localKey), authoring, intake, routing, pool, metrics };
  const address = role === 'all' ? await openDoor(options, door, opened) : null;
  const housekeeping = createHousekeeping({ authoring, runStore, pool, kind, clock: systemClock, settings, logger });
  opened.defer(() => housekeeping.stop());
  worker.start();
  housekeeping.start();

  const running = opened.move();
  return { address, storeKind: kind, authoring, access, localKey, stop: () => running.disposeAsync() };
}

function openAccess({ authSecret, dataDir, publicUrl }: Settings, pool: OpenStore['pool']): Access {
  return createAccess({
    database: pool,
    baseUrl: publicUrl,
    trustedOrigins: [],
    secret: readSecret(authSecret, dataDir, 'auth-secret'),
    setupTokens: createSetupTokenStore(pool),
    now: systemClock.now,
  });
}
