import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Access, createAccess } from '@cairn/access';
import { buildApp, defaultLimits } from '@cairn/api';
import { type Authoring, type AuthoringStore, createAuthoring, createSecretBox, createTargets } from '@cairn/authoring';
import type { EventLog, Outbound, RunStore } from '@cairn/engine';
import { JourneyIntake, RoutingHolder, systemClock, Worker } from '@cairn/engine/runner';
import { createOutbound, type OutboundCalls } from '@cairn/outbound';
import {
  createAuthoringStore,
  createEventLog,
  createInProcessSignals,
  createProfileStore,
  createRunReader,
  createRunStore,
  createServerSignals,
  createSetupTokenStore,
  loadRoutingSources,
  migrate,
  type OpenStore,
  openStore,
} from '@cairn/postgres';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Metrics } from '../observability/metrics.ts';
import { version } from '../release.ts';
import { readSecret } from '../settings/secret-file.ts';
import type { Settings } from '../settings/settings.ts';
import { createHousekeeping } from './housekeeping.ts';
import { InletMemory } from './inlet-memory.ts';
import { localKeyFile, withLocalKey } from './local-key.ts';

/** The one sandbox there is until sandboxes can be made. */
export const defaultSandbox = 'prod';

/** Parts of this process: `all` serves HTTP and works on the log, `worker` only works. */
export type Role = 'all' | 'worker';

/** Places where a test puts its hand between the parts; the product passes none. */
export interface Wrappers {
  readonly runStore?: (store: RunStore) => RunStore;
  readonly eventLog?: (log: EventLog) => EventLog;
  readonly outbound?: (outbound: Outbound) => Outbound;
}

export interface StartOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly role?: Role;
  readonly wrappers?: Wrappers;
  /** Called once when the process cannot go on: the embedded database broke. */
  readonly onFatal?: (error: unknown) => void;
}

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
  const { settings, logger, onFatal = () => {} } = options;
  const opened = await openStore({
    databaseUrl: settings.databaseUrl,
    dataDir: settings.dataDir,
    poolSize: settings.databasePool,
    onFailure: onFatal,
  });
  try {
    await migrate(opened.pool);
    return await compose(options, opened);
  } catch (error) {
    logger.debug({ err: error }, 'the start failed');
    await opened.close();
    throw error;
  }
}

async function compose(options: StartOptions, opened: OpenStore): Promise<Cairn> {
  const { settings, logger, role = 'all', wrappers = {} } = options;
  const { pool, kind } = opened;
  const signals =
    kind === 'embedded' ? createInProcessSignals() : await createServerSignals(pool, settings.databaseUrl ?? '');
  const plainRunStore = createRunStore({
    pool,
    loadSources: (from) => loadRoutingSources(from, settings.organizationId),
  });
  const runStore = wrappers.runStore?.(plainRunStore) ?? plainRunStore;
  const plainLog = createEventLog(pool, signals);
  const log = wrappers.eventLog?.(plainLog) ?? plainLog;

  const routing = new RoutingHolder(runStore);
  const metrics = new Metrics();
  const secretBox = createSecretBox(Buffer.from(readSecret(settings.secretKey, settings.dataDir, 'secret-key'), 'hex'));
  const authoringStore = refreshing(createAuthoringStore(pool), async () => {
    await routing.refresh();
    signals.routingChanged();
  });
  const targets = createTargets({ store: authoringStore, secretBox, now: systemClock.now });
  const outbound = createOutbound({ targets, clock: systemClock, allowedHosts: settings.allowedHosts });
  const authoring = createAuthoring({
    store: authoringStore,
    secretBox,
    probeCalls: outbound,
    organizationId: settings.organizationId,
    hostPolicy: { allowedHosts: settings.allowedHosts, internalHosts: [] },
    liveQuota: settings.liveJourneyQuota,
    instanceLifeMs: settings.instanceLifeMs,
    newId: randomUUID,
    now: systemClock.now,
  });
  await authoring.openSandbox(defaultSandbox);
  await routing.reload();

  const worker = new Worker({
    id: `${process.pid}-${randomUUID()}`,
    store: runStore,
    log,
    outbound: wrappers.outbound?.(outbound) ?? outbound,
    routing,
    clock: systemClock,
    observer: metrics.observer(logger),
    leaseMs: settings.leaseMs,
    maxBatch: 1_000,
    maxInbox: 20_000,
    maxInFlight: 5_000,
    globalTimeoutMs: settings.instanceLifeMs,
  });
  const intake = new JourneyIntake({
    routing,
    log,
    clock: systemClock,
    maxQueued: settings.maxQueuedEvents,
    maxBatch: 1_000,
    maxRuleEventsPerSecond: settings.maxEventsPerSecond,
    onAppended: (entries) => worker.handOn(entries),
  });
  metrics.watch({ intakeDepth: () => intake.depth, load: () => worker.load });
  if (kind === 'postgres') signals.onLogAppended(() => worker.onAppendedElsewhere());
  signals.onRoutingChanged(() => worker.onRoutingChanged());

  const localKey = readSecret(undefined, settings.dataDir, localKeyFile);
  const access = createAccess({
    database: pool,
    baseUrl: settings.publicUrl,
    trustedOrigins: [],
    secret: readSecret(settings.authSecret, settings.dataDir, 'auth-secret'),
    setupTokens: createSetupTokenStore(pool),
    now: systemClock.now,
  });
  const app = role === 'all' ? await openApi() : null;
  const housekeeping = createHousekeeping({ authoring, runStore, pool, kind, clock: systemClock, settings, logger });
  worker.start();
  housekeeping.start();

  async function openApi(): Promise<FastifyInstance> {
    const inlets = new InletMemory(authoring, defaultSandbox, settings.organizationId);
    await inlets.reload();
    routing.onReload(
      () => void inlets.reload().catch((fault) => logger.error({ err: fault }, 'inlets could not be loaded')),
    );
    const opening = await buildApp({
      access: withLocalKey(access, localKey),
      authoring,
      intake,
      inlets,
      reader: createRunReader(pool),
      profiles: createProfileStore(pool),
      clock: systemClock,
      limits: defaultLimits,
      version,
      logger,
      sandbox: defaultSandbox,
      unready: () => unready(pool),
      metrics: () => metrics.registry.metrics(),
    });
    await opening.listen({ host: settings.host, port: settings.port });
    return opening;
  }

  return {
    address: app ? addressOf(app, settings) : null,
    storeKind: kind,
    authoring,
    access,
    localKey,
    async stop() {
      await housekeeping.stop();
      await app?.close();
      await worker.stop(settings.stopGraceMs);
      await outbound.close();
      await signals.close();
      await opened.close();
    },
  };
}

/** Makes what was authored effective in this process before the author gets an answer. */
function refreshing(store: AuthoringStore, refresh: () => Promise<void>): AuthoringStore {
  return {
    ...store,
    async change(sandbox, work) {
      const result = await store.change(sandbox, work);
      await refresh();
      return result;
    },
  };
}

function addressOf(app: FastifyInstance, settings: Settings): string {
  const { port } = app.server.address() as AddressInfo;
  return settings.port === port ? settings.publicUrl : `http://localhost:${port}`;
}

export type { OutboundCalls };

/** What keeps this process from serving, by name: the store does not answer. */
async function unready(pool: OpenStore['pool']): Promise<Readonly<Record<string, string>>> {
  try {
    await pool.query('select 1');
    return {};
  } catch (error) {
    return { database: (error as Error).message };
  }
}
