import { availableStores } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { CairnProcess } from '../harness/cairn-process.ts';
import { until } from '../harness/until.ts';
import { waitMs } from './claims-journey.ts';
import { ClaimsRun } from './claims-run.ts';
import { type Death, planDeaths, SeededRandom } from './deaths.ts';
import { Senders } from './senders.ts';
import { countTimersDueDuring, expectNothingLostOrDoubled, type Outage } from './verdict.ts';

/** Repeat a failed run with CHAOS_SEED. */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const longestRunMs = 10 * 60_000;
const longestLifeMs = 60_000;

/** Declares what must hold on a kind of store; a file for each, so that one runs while the other waits for leases. */
export async function describeKills(kind: 'embedded' | 'postgres'): Promise<void> {
  const skipReason = (await availableStores()).find((store) => store.kind === kind)?.skipReason ?? null;
  const title = `kill -9 on ${kind}${skipReason === null ? '' : ` (${skipReason})`}`;
  describe.skipIf(skipReason !== null && !process.env.CI)(title, () => {
    const onRun = (body: (run: ClaimsRun) => Promise<void>) => async () => {
      const run = await ClaimsRun.open(kind);
      await body(run).finally(() => run.end());
    };
    it(`loses no acknowledged event and takes no step twice, seed ${seed}`, onRun(killManyTimes), longestRunMs);
    it('a restart loses no waiting instance and duplicates no action', onRun(restartWhileAllWait), longestRunMs);
    if (kind === 'embedded')
      it('goes on at once, however long the leases of the dead would last', onRun(succeedAtOnce), longestRunMs);
  });
}

async function killManyTimes(run: ClaimsRun): Promise<void> {
  const senders = new Senders(6);
  const outages: Outage[] = [];
  let downSince: number | null = null;
  for (const death of planDeaths(new SeededRandom(seed))) {
    const process = run.startDoomed(death);
    const wasReady = await process.ready.then(
      (ready) => {
        senders.pointAt(ready);
        if (downSince !== null) outages.push({ from: downSince, to: Date.now() });
        return true;
      },
      () => false,
    );
    await expectDeath(process, death);
    if (wasReady || downSince === null) downSince = Date.now();
  }
  const survivor = run.start();
  senders.pointAt(await survivor.ready);
  await senders.finish();
  await settle(run, survivor, senders);
  await run.store.inspect(async (pool) => {
    await expectNothingLostOrDoubled(pool, run.endpoint, senders.acknowledged);
    expect(await countTimersDueDuring(pool, outages)).toBeGreaterThan(0);
  });
  expect(senders.unacknowledged).toBeGreaterThan(0);
  // Not a wish, but the proof that calls were repeated at all.
  expect([...run.endpoint.countsByKey().values()].filter((count) => count > 1).length).toBeGreaterThan(0);
}

async function succeedAtOnce(run: ClaimsRun): Promise<void> {
  const longLeases = { CAIRN_LEASE_SECONDS: '300' };
  const senders = new Senders(2);
  const first = run.start(longLeases);
  senders.pointAt(await first.ready);
  await until('the worker works', () => run.endpoint.received >= 10);
  await first.kill();
  const second = run.start(longLeases);
  senders.pointAt(await second.ready);
  await senders.finish();
  await settle(run, second, senders);
}

async function restartWhileAllWait(run: ClaimsRun): Promise<void> {
  const senders = new Senders(6);
  const first = run.start();
  senders.pointAt(await first.ready);
  await until('a hundred events are sent', () => senders.acknowledged.size >= 100);
  await senders.finish();
  await first.stop();
  const stoppedAt = Date.now();
  await until('every wait is over', () => Date.now() > stoppedAt + waitMs);
  const second = run.start();
  await settle(run, second, senders);
  await run.store.inspect((pool) => expectNothingLostOrDoubled(pool, run.endpoint, senders.acknowledged));
  expect([...run.endpoint.countsByKey().values()].filter((count) => count !== 1)).toEqual([]);
}

/** Until everybody's last call has come; stopping then stores the results that are under way. */
async function settle(run: ClaimsRun, process: CairnProcess, senders: Senders): Promise<void> {
  const people = [...senders.acknowledged.keys()];
  await until('the last call of everybody has come', () => run.hasNoticed(people), longestLifeMs);
  await process.stop();
}

async function expectDeath(process: CairnProcess, death: Death): Promise<void> {
  const what = JSON.stringify(death);
  let signal: NodeJS.Signals | null | undefined;
  void process.ended.then((reason) => {
    signal = reason;
  });
  await until(`death ${what}`, () => signal !== undefined, longestLifeMs);
  expect(signal, `${what}: ${process.output}`).toBe('SIGKILL');
}
