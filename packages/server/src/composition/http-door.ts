import type { AddressInfo } from 'node:net';
import type { Access } from '@cairn/access';
import { buildApp, defaultLimits } from '@cairn/api';
import type { Authoring } from '@cairn/authoring';
import type { Intake } from '@cairn/engine';
import { type RoutingHolder, systemClock } from '@cairn/engine/runner';
import { createProfileStore, createRunReader, type OpenStore, storeErrors } from '@cairn/postgres';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import { version } from '../release.ts';
import type { Settings } from '../settings/settings.ts';
import { InletMemory } from './inlet-memory.ts';
import { defaultSandbox } from './sandbox.ts';
import type { StartOptions } from './start-options.ts';

/** What the API is made of, on this side of it. */
export interface DoorParts {
  readonly access: Access;
  readonly authoring: Authoring;
  readonly intake: Intake;
  readonly routing: RoutingHolder;
  readonly pool: OpenStore['pool'];
  readonly metrics: Metrics;
}

/** Builds the API and listens; returns its base address. Throws the listener's error (EADDRINUSE, EACCES). */
export async function openDoor(
  { settings, logger }: StartOptions,
  parts: DoorParts,
  closing: AsyncDisposableStack,
): Promise<string> {
  const { access, authoring, intake, pool, metrics } = parts;
  const app = await buildApp({
    access,
    authoring,
    intake,
    inlets: await openInlets(parts, settings, logger),
    reader: createRunReader(pool),
    profiles: createProfileStore(pool),
    clock: systemClock,
    limits: defaultLimits,
    version,
    logger,
    sandbox: defaultSandbox,
    storeErrors,
    unready: () => unready(pool),
    metrics: () => metrics.registry.metrics(),
  });
  closing.defer(() => closeDoor(app, settings.stopGraceMs));
  await app.listen({ host: settings.host, port: settings.port });
  return addressOf(app, settings);
}

const lookForIdleEveryMs = 100;

/**
 * Takes no new requests and waits for those under way. A connection that is kept alive would hold the server open for
 * a minute after its last answer, and one whose request never ends for good: the former end when idle, the latter
 * after the grace period.
 */
async function closeDoor(app: FastifyInstance, graceMs: number): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), lookForIdleEveryMs);
  const rest = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close();
  clearInterval(idle);
  clearTimeout(rest);
}

async function openInlets({ authoring, routing }: DoorParts, settings: Settings, logger: Logger): Promise<InletMemory> {
  const inlets = new InletMemory(authoring, defaultSandbox, settings.organizationId);
  await inlets.reload();
  // Waited for, so that an inlet is there before its author gets an answer.
  routing.onReload(() => inlets.reload().catch((fault) => logger.error({ err: fault }, 'inlets could not be loaded')));
  return inlets;
}

/** With port 0 the system chose one, which the settings cannot know. */
function addressOf(app: FastifyInstance, settings: Settings): string {
  const { port } = app.server.address() as AddressInfo;
  return settings.port === port ? settings.publicUrl : `http://localhost:${port}`;
}

/** What keeps this process from serving, by name: the store does not answer. */
async function unready(pool: OpenStore['pool']): Promise<Readonly<Record<string, string>>> {
  try {
    await pool.query('select 1');
    return {};
  } catch (error) {
    return { database: (error as Error).message };
  }
}
