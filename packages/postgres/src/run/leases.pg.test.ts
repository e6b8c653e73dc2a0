import { partitionCount } from '@cairn/engine';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLeases, endAllLeases } from './leases.ts';

const leaseMs = 60_000;

await describeOnStores('Leases', (fresh) => {
  let store: TestDatabase;
  let leases: ReturnType<typeof createLeases>;
  beforeAll(async () => {
    store = await fresh();
    leases = createLeases(store.pool);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.pool.query(`truncate workers; update partitions set owner = null, lease_until = 0, epoch = 0`);
  });
  /** As if the worker had been silent for longer than its lease. */
  const expire = async (workerId: string) => {
    await store.pool.query('update partitions set lease_until = 1 where owner = $1', [workerId]);
    await store.pool.query('update workers set lease_until = 1 where id = $1', [workerId]);
  };

  it('give a single worker every partition, and the same epochs again on renewal', async () => {
    const claimed = await leases.claimLeases('a', leaseMs);
    expect(claimed.map(({ partition }) => partition)).toEqual(Array.from({ length: partitionCount }, (_, p) => p));
    expect(await leases.claimLeases('a', leaseMs)).toEqual(claimed);
  });

  it('are shared out fairly when workers come', async () => {
    await leases.claimLeases('a', leaseMs);
    expect(await leases.claimLeases('b', leaseMs)).toEqual([]);
    expect(await leases.claimLeases('a', leaseMs)).toHaveLength(8);
    expect(await leases.claimLeases('b', leaseMs)).toHaveLength(8);
    await leases.claimLeases('c', leaseMs);
    expect(await leases.claimLeases('a', leaseMs)).toHaveLength(6);
    expect(await leases.claimLeases('b', leaseMs)).toHaveLength(6);
    expect(await leases.claimLeases('c', leaseMs)).toHaveLength(4);
  });

  it('of a silent worker are taken over with a higher epoch', async () => {
    const before = await leases.claimLeases('a', leaseMs);
    await expire('a');
    const after = await leases.claimLeases('b', leaseMs);
    expect(after).toHaveLength(partitionCount);
    expect(after.every(({ epoch }, index) => epoch > before[index]!.epoch)).toBe(true);
    expect(await leases.claimLeases('a', leaseMs)).toEqual([]);
  });

  it('that nobody took meanwhile stay their late owner’s, with the same epoch', async () => {
    const before = await leases.claimLeases('a', leaseMs);
    await expire('a');
    expect(await leases.claimLeases('a', leaseMs)).toEqual(before);
  });

  it('are free at once when their worker goes', async () => {
    await leases.claimLeases('a', leaseMs);
    await leases.releaseLeases('a');
    expect(await leases.claimLeases('b', leaseMs)).toHaveLength(partitionCount);
  });

  it('end all at once, and what their owners still hold is worth nothing', async () => {
    const before = await leases.claimLeases('a', leaseMs);
    await endAllLeases(store.pool);
    const after = await leases.claimLeases('b', leaseMs);
    expect(after).toHaveLength(partitionCount);
    expect(after.every(({ epoch }, index) => epoch > before[index]!.epoch)).toBe(true);
  });
});
