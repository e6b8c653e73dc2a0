import { availableStores, type TestDatabase } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import { until } from '../harness/until.ts';
import { ClaimsRun } from './claims-run.ts';
import { countOwned, findForeignWrites, installOwnershipAudit } from './ownership-audit.ts';
import { Senders, type SentEvent } from './senders.ts';
import { expectNothingLostOrDoubled } from './verdict.ts';

const partitions = 16;
const longestRunMs = 5 * 60_000;
const rounds = 3;

const server = (await availableStores()).find(({ kind }) => kind === 'postgres');
const skipReason = server?.skipReason ?? null;

describe.skipIf(skipReason !== null && !process.env.CI)(
  `two workers on one PostgreSQL${skipReason === null ? '' : ` (${skipReason})`}`,
  () => {
    const onRun = (body: (run: ClaimsRun, pool: TestDatabase['pool']) => Promise<void>) => async () => {
      const run = await ClaimsRun.open('postgres');
      await run.store
        .inspect(async (pool) => {
          await installOwnershipAudit(pool);
          await body(run, pool);
        })
        .finally(() => run.end());
    };

    it('lose and double nothing when one is killed: the other takes over', onRun(killOne), longestRunMs);
    it(
      'lose and double nothing when one sleeps past its lease and wakes: it writes nothing it no longer owns',
      onRun(freezeOne),
      longestRunMs,
    );
  },
);

async function killOne(run: ClaimsRun, pool: TestDatabase['pool']): Promise<void> {
  const survivor = run.startAs('survivor');
  const toSurvivor = new Senders(3, 'survivor');
  toSurvivor.pointAt(await survivor.ready);
  const toVictims = new Senders(3, 'victims');
  for (let round = 0; round < rounds; round += 1) {
    const victim = run.startAs(`victim${round}`);
    toVictims.pointAt(await victim.ready);
    await untilOwned(pool, { survivor: partitions / 2, [`victim${round}`]: partitions / 2 });
    await untilCallsMore(run, 20);
    await victim.kill();
    toVictims.pointAt(await survivor.ready);
    await untilOwned(pool, { survivor: partitions });
  }
  await finish(run, pool, [toSurvivor, toVictims]);
}

async function freezeOne(run: ClaimsRun, pool: TestDatabase['pool']): Promise<void> {
  const awake = run.startAs('awake');
  const sleeper = run.startAs('sleeper');
  const toAwake = new Senders(3, 'awake');
  const toSleeper = new Senders(3, 'sleeper');
  toAwake.pointAt(await awake.ready);
  toSleeper.pointAt(await sleeper.ready);
  for (let round = 0; round < rounds; round += 1) {
    await untilOwned(pool, { awake: partitions / 2, sleeper: partitions / 2 });
    await untilCallsMore(run, 20);
    sleeper.signal('SIGSTOP');
    await untilOwned(pool, { awake: partitions });
    await untilCallsMore(run, 20);
    sleeper.signal('SIGCONT');
  }
  await untilOwned(pool, { awake: partitions / 2, sleeper: partitions / 2 });
  await finish(run, pool, [toAwake, toSleeper]);
}

async function untilOwned(pool: TestDatabase['pool'], expected: Readonly<Record<string, number>>): Promise<void> {
  const isMet = async () => {
    const owned = await countOwned(pool);
    return Object.entries(expected).every(([process, count]) => owned[process] === count);
  };
  await until(`partitions are owned: ${JSON.stringify(expected)}`, isMet, 60_000);
}

function untilCallsMore(run: ClaimsRun, count: number): Promise<void> {
  const target = run.endpoint.received + count;
  return until(`${count} more calls`, () => run.endpoint.received >= target);
}

async function finish(run: ClaimsRun, pool: TestDatabase['pool'], groups: readonly Senders[]): Promise<void> {
  await Promise.all(groups.map((senders) => senders.finish()));
  const acknowledged = new Map<string, SentEvent>(groups.flatMap((senders) => [...senders.acknowledged]));
  await until('the last call of everybody has come', () => run.hasNoticed(acknowledged.keys()), 60_000);
  await run.stopAll();
  await expectNothingLostOrDoubled(pool, run.endpoint, acknowledged);
  expect(await findForeignWrites(pool)).toEqual([]);
}
