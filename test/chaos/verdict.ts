import type { Endpoint } from '@cairn/testkit';
import { expect } from 'vitest';
import { longPath, shortPath, waitMs } from './claims-journey.ts';
import type { SentEvent } from './senders.ts';

interface Queryable {
  query(text: string): Promise<{ readonly rows: Record<string, unknown>[] }>;
}

/** A time in which no process was there, epoch milliseconds. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** Compares what the store holds and what the endpoint received with what was acknowledged. */
export async function expectNothingLostOrDoubled(
  pool: Queryable,
  endpoint: Endpoint,
  acknowledged: ReadonlyMap<string, SentEvent>,
): Promise<void> {
  await expectOneInstanceEach(pool, acknowledged);
  await expectStepsOnce(pool, acknowledged);
  await expectCallsReceived(pool, endpoint, acknowledged);
}

async function expectOneInstanceEach(pool: Queryable, acknowledged: ReadonlyMap<string, SentEvent>): Promise<void> {
  const { rows } = await pool.query(`select key, status, count(*) over (partition by journey_id, key)::int as instances
    from instances`);
  expect(rows.filter(({ instances }) => instances !== 1)).toEqual([]);
  expect(rows.filter(({ status }) => status !== 'completed')).toEqual([]);
  const inside = new Set(rows.map(({ key }) => key));
  expect([...acknowledged.keys()].filter((personId) => !inside.has(personId))).toEqual([]);
  expect(inside.size).toBe(acknowledged.size);
  const behind = await pool.query(`select from partitions join log_heads using (partition) where cursor <> head`);
  expect(behind.rows).toEqual([]);
}

async function expectStepsOnce(pool: Queryable, acknowledged: ReadonlyMap<string, SentEvent>): Promise<void> {
  const { rows } = await pool.query(`select key, string_agg(node_id, ' ' order by seq) as path,
      (count(*) filter (where entrance))::int as entrances, (count(*) filter (where instance_ended))::int as ends
    from step_events group by instance_id, key`);
  const wrong = rows.filter(({ key, path, entrances, ends }) => {
    const event = acknowledged.get(String(key));
    const expected = event && event.delayMinutes > 60 ? longPath : shortPath;
    return path !== expected.join(' ') || entrances !== 1 || ends !== 1;
  });
  expect(wrong).toEqual([]);
  expect(rows).toHaveLength(acknowledged.size);
}

/** Every call came at least once, and whatever came twice came with the key it came with first. */
async function expectCallsReceived(
  pool: Queryable,
  endpoint: Endpoint,
  acknowledged: ReadonlyMap<string, SentEvent>,
): Promise<void> {
  const keysByCall = new Map<string, Set<string>>();
  for (const { path, body, headers } of endpoint.requests()) {
    const call = `${path} ${(JSON.parse(body) as SentEvent).personId}`;
    keysByCall.set(call, (keysByCall.get(call) ?? new Set()).add(String(headers['idempotency-key'])));
  }
  expect([...keysByCall].filter(([, keys]) => keys.size > 1)).toEqual([]);
  const expected = [...acknowledged.values()].flatMap(({ personId, delayMinutes }) =>
    delayMinutes > 60 ? [`/claims ${personId}`, `/notices ${personId}`] : [`/notices ${personId}`],
  );
  expect([...keysByCall.keys()].sort()).toEqual(expected.sort());
  const { rows } = await pool.query('select id, status, outcome from calls');
  expect(rows.filter(({ status, outcome }) => status !== 'finished' || outcome !== 'success')).toEqual([]);
  expect(rows).toHaveLength(new Set(rows.map(({ id }) => id)).size);
  const received = new Set([...keysByCall.values()].flatMap((keys) => [...keys]));
  expect(new Set(rows.map(({ id }) => id))).toEqual(received);
}

/** How many waits fell due while no process was there to notice. */
export async function countTimersDueDuring(pool: Queryable, outages: readonly Outage[]): Promise<number> {
  const { rows } = await pool.query(`select at from step_events where node_id = 'claim'`);
  const isDueDuring = (at: number) => outages.some(({ from, to }) => at + waitMs > from && at + waitMs < to);
  return rows.filter(({ at }) => isDueDuring(Number(at))).length;
}
