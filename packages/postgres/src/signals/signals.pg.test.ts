import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createInProcessSignals } from './in-process-signals.ts';
import type { Notifier } from './notifier.ts';
import { createServerSignals } from './server-signals.ts';
import type { Signals } from './signals.ts';

await describeOnStores('Signals', (fresh) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());
  const open = async (): Promise<Signals & Notifier> =>
    store.url ? createServerSignals(store.pool, store.url) : createInProcessSignals();

  it('reach every listener of their kind, until it stops listening', async () => {
    const signals = await open();
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
    const stop = signals.onLogAppended(first);
    signals.onLogAppended(second);
    signals.onRoutingChanged(other);
    signals.logAppended();
    await vi.waitFor(() => expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1]));
    expect(other).not.toHaveBeenCalled();
    stop();
    signals.routingChanged();
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce());
    signals.logAppended();
    await vi.waitFor(() => expect(second).toHaveBeenCalledTimes(2));
    expect(first).toHaveBeenCalledOnce();
    await signals.close();
  });

  it('come again after a broken connection, with one call for what may have been missed', async () => {
    const signals = await open();
    const heard = vi.fn();
    signals.onRoutingChanged(heard);
    if (store.url) {
      await store.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen%'`);
      await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), 10_000);
    }
    heard.mockClear();
    signals.routingChanged();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    await signals.close();
  });
});
