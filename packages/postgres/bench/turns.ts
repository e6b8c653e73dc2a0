// How long an append and a turn of the same size take: each event enters one instance, makes one call, takes 3 steps.
// node packages/postgres/bench/turns.ts <data directory> [database url]
import type { NewLogEntry } from '@cairn/engine';
import { createEventLog } from '../src/log/event-log.ts';
import { migrate } from '../src/migrations/migrate.ts';
import { openStore } from '../src/open-store.ts';
import { createRunStore } from '../src/run/run-store.ts';
import { makeCall, makeInstance, makeStep, makeTurn, success } from '../src/run/turn-fixture.ts';

const [dataDir = '', databaseUrl] = process.argv.slice(2);
const payload = JSON.stringify({
  flight: { origin: 'ABQ', destination: 'LAX', delay: 71, distance: 1200 },
  tags: ['a', 'b'],
});
const store = await openStore({ dataDir, databaseUrl });
await migrate(store.pool);
const log = createEventLog(store.pool);
const runs = createRunStore({ pool: store.pool, loadSources: async () => ({ events: [], journeys: [] }) });
const leases = await runs.claimLeases('bench', 600_000);
const routingEpoch = await runs.loadRoutingEpoch();

function makeEntry(): NewLogEntry {
  const id = crypto.randomUUID();
  const partition = Number.parseInt(id.slice(0, 1), 16);
  return {
    sandbox: 'prod',
    partition,
    eventId: 'event',
    key: id,
    namespace: 'email',
    messageId: id,
    payload,
    receivedAt: Date.now(),
  };
}

for (const size of [64, 100, 1000]) {
  const appends: number[] = [];
  const turns: number[] = [];
  const finishes: number[] = [];
  const rounds = size === 1000 ? 10 : 60;
  const cpu = process.threadCpuUsage();
  const wholeCpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const entries = Array.from({ length: size }, makeEntry);
    appends.push(await time(() => log.append(entries, [])));
    const state = { ...makeInstance('').state, events: { landed: JSON.parse(payload) } };
    const created = entries.map(({ key, partition }) =>
      makeInstance(crypto.randomUUID(), { key, partition, state, enteredAt: Date.now() }),
    );
    const calls = created.map((instance) => makeCall(crypto.randomUUID(), instance));
    const steps = created.flatMap((instance) => [1, 2, 3].map((step) => makeStep(`${instance.id} ${step}`, instance)));
    turns.push(await time(() => runs.commitTurn(makeTurn(leases, { routingEpoch, created, calls, steps }))));
    const updated = created.map((instance) => ({ ...instance, status: 'completed', endedAt: Date.now() }) as const);
    const finishedCalls = calls.map((call) => ({ call, result: success, arrivedAt: Date.now() }));
    finishes.push(await time(() => runs.commitTurn(makeTurn(leases, { routingEpoch, updated, finishedCalls }))));
  }
  const { user, system } = process.threadCpuUsage(cpu);
  const whole = process.cpuUsage(wholeCpu);
  const [append, turn, finish] = [median(appends), median(turns), median(finishes)];
  console.log(
    `${store.kind} batches of ${size}: append ${append.toFixed(1)} ms, enter ${turn.toFixed(1)} ms, finish ${finish.toFixed(1)} ms,`,
    `${Math.round((size * 1000) / (append + turn))} events/s through append + enter, ${Math.round((size * 1000) / (append + turn + finish))} with finish,`,
    `main thread ${((user + system) / 1000 / rounds).toFixed(1)} ms a round,`,
    `process ${((whole.user + whole.system) / rounds / size).toFixed(0)} us CPU an event`,
  );
}
await store.close();

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const result = await work();
  if (typeof result === 'string' && result !== 'committed') throw new Error(result);
  return performance.now() - startedAt;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
