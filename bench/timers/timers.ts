import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunStore, TurnCommit } from '@cairn/engine';
import { openStore } from '@cairn/postgres';
import { pino } from 'pino';
import { type Cairn, defaultSandbox, startCairn } from '../../packages/server/src/composition/cairn.ts';
import { readSettings, type Settings } from '../../packages/server/src/settings/settings.ts';
import { waitingJourney } from './waiting-journey.ts';

const author = { sandbox: defaultSandbox, userId: 'bench' };
const logger = pino({ level: 'error' }, pino.destination(2));
const farAwayMs = 6 * 3_600_000;
const settleMs = 5_000;

/**
 * Many people waiting on a timer, embedded store: memory of the process while they wait, and the time until all have
 * gone on once they fall due together. The people are copies of one that came in over HTTP.
 */
export async function runTimers(log: (line: string) => void, instances: number): Promise<void> {
  const dataDir = mkdtempSync(join(resolve(import.meta.dirname, '../../.cache'), 'bench-timers-'));
  const settings = readSettings({
    CAIRN_DATA_DIR: dataDir,
    CAIRN_PORT: '0',
    CAIRN_SAMPLE: 'off',
    DATABASE_URL: process.env.BENCH_DATABASE_URL ?? '',
  });
  try {
    await enterOne(settings);
    log(`timers: copying one waiting person ${instances.toLocaleString('en-US')} times`);
    await copyPeople(settings, instances);
    const waitingMb = await measureWaiting(settings);
    log('timers: all fall due');
    await makeDue(settings);
    const { seconds, peakMb } = await measureDrain(settings, instances);
    process.stdout.write(
      [
        '',
        `Timers: ${instances.toLocaleString('en-US')} people waiting, embedded store`,
        `  memory while they wait    ${waitingMb.start.toFixed(0)} MB after the start, ${waitingMb.end.toFixed(0)} MB ${settleMs / 1_000} s later`,
        `  all due at once           drained in ${seconds.toFixed(1)} s, ${Math.round(instances / seconds).toLocaleString('en-US')} a second, peak ${peakMb.toFixed(0)} MB`,
        '',
        '',
      ].join('\n'),
    );
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function enterOne(settings: Settings): Promise<void> {
  const cairn = await startCairn({ settings, logger });
  const draft = await cairn.authoring.journeys.import(author, waitingJourney);
  await cairn.authoring.journeys.publish(author, draft.id);
  const event = { schema: 'Landing', data: { personId: 'template' } };
  const answer = await fetch(`${cairn.address}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cairn.localKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (answer.status !== 202) throw new Error(`the first event was answered ${answer.status}`);
  await untilRunning(cairn, draft.id);
  await cairn.stop();
}

async function untilRunning(cairn: Cairn, versionId: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${cairn.address}/api/v1/journeys/${versionId}/statistics`, {
      headers: { authorization: `Bearer ${cairn.localKey}` },
    });
    if (((await answer.json()) as { running: number }).running === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the first person did not come to wait within 10 s');
}

async function copyPeople({ dataDir, databaseUrl }: Settings, instances: number): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl });
  const batch = 50_000;
  for (let from = 0; from < instances; from += batch) {
    await store.pool.query(
      `insert into instances (id, sandbox, journey_id, version_id, partition, key, namespace, status, entered_at, wake_at, state)
       select id || '-' || n, sandbox, journey_id, version_id, n % 16, 'person-' || n, namespace, status, entered_at, wake_at + $3, state
       from instances, generate_series($1::int, $2::int) n where key = 'template'`,
      [from + 1, Math.min(instances, from + batch), farAwayMs],
    );
  }
  await store.pool.query(`delete from instances where key = 'template'`);
  await store.close();
}

/** Deadlines stand in the state too: both move to the past. */
async function makeDue({ dataDir, databaseUrl }: Settings): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl });
  await store.pool.query(
    `update instances set wake_at = 1, state = regexp_replace(state::text, '"deadline":[0-9]+', '"deadline":1')::json where status = 'running'`,
  );
  await store.pool.query('vacuum analyze instances');
  await store.close();
}

const rssMb = (): number => process.memoryUsage.rss() / 1_048_576;

async function measureWaiting(settings: Settings): Promise<{ start: number; end: number }> {
  const cairn = await startCairn({ settings, logger });
  const start = rssMb();
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const end = rssMb();
  await cairn.stop();
  return { start, end };
}

async function measureDrain(settings: Settings, instances: number): Promise<{ seconds: number; peakMb: number }> {
  let moved = 0;
  let peakMb = 0;
  let onDone: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    onDone = resolve;
  });
  const counting = (store: RunStore): RunStore => ({
    ...store,
    async commitTurn(turn: TurnCommit) {
      const outcome = await store.commitTurn(turn);
      if (outcome === 'committed') moved += turn.updated.length;
      peakMb = Math.max(peakMb, rssMb());
      if (moved >= instances) onDone();
      return outcome;
    },
  });
  const startedAt = performance.now();
  const cairn = await startCairn({ settings, logger, wrappers: { runStore: counting } });
  await done;
  const seconds = (performance.now() - startedAt) / 1_000;
  await cairn.stop();
  return { seconds, peakMb };
}
