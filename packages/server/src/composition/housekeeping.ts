import type { Authoring } from '@cairn/authoring';
import type { Clock, RunStore } from '@cairn/engine';
import {
  eraseDiscards,
  eraseHistory,
  eraseLogEntries,
  eraseMessageIds,
  type OpenStore,
  vacuumEmbedded,
} from '@cairn/postgres';
import type { Logger } from 'pino';
import type { Settings } from '../settings/settings.ts';
import { RepeatingJob } from './repeating-job.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** History is read for a calendar year, which may have one day more. */
const longestYearMs = 366 * dayMs;

/** Rows erased in one statement, so that erasing never holds up a turn for long. */
const eraseBatch = 1_000;

export interface HousekeepingParts {
  readonly authoring: Authoring;
  readonly runStore: RunStore;
  readonly pool: OpenStore['pool'];
  readonly kind: OpenStore['kind'];
  readonly clock: Clock;
  readonly settings: Settings;
  readonly logger: Logger;
}

/** What time alone asks for: journeys that end or finish, data that has had its time, space given back. */
export function createHousekeeping(parts: HousekeepingParts): { start(): void; stop(): Promise<void> } {
  const { authoring, clock, kind, logger, pool } = parts;
  const onFault = (fault: unknown): void => logger.error({ err: fault }, 'housekeeping met a fault');
  const jobs = [
    new RepeatingJob(clock, 10 * secondMs, () => authoring.journeys.sweep(), onFault),
    new RepeatingJob(clock, 10 * minuteMs, () => erase(parts), onFault),
    ...(kind === 'embedded' ? [new RepeatingJob(clock, hourMs, () => vacuumEmbedded(pool), onFault)] : []),
  ];
  return {
    start: () => jobs.forEach((job) => void job.start()),
    stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))),
  };
}

async function erase({ clock, pool, runStore, settings }: HousekeepingParts): Promise<void> {
  const now = clock.now();
  await inBatches((limit) => runStore.eraseEnded(now - settings.instanceLifeMs, limit));
  await inBatches((limit) => eraseMessageIds(pool, now - dayMs, limit));
  await inBatches((limit) => eraseLogEntries(pool, now - hourMs, limit));
  await inBatches((limit) => eraseDiscards(pool, now - settings.instanceLifeMs, limit));
  await inBatches((limit) => eraseHistory(pool, now - longestYearMs, limit));
}

async function inBatches(eraseSome: (limit: number) => Promise<number>): Promise<void> {
  while ((await eraseSome(eraseBatch)) === eraseBatch) {
    // Each batch is a statement of its own; turns run in between.
  }
}
