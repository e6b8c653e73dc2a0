import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createInProcessSignals } from './in-process-signals.ts';
import type { Notifier } from './notifier.ts';
import { createServerSignals } from './server-signals.ts';
import type { Signals } from './signals.ts';

await describeOnStores('Signals', (fresh, kind) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());
  const open = async (): Promise<Signals & Notifier> =>
    store.url ? createServerSignals(store.pool, store.url) : createInProcessSignals();

  /** Who listens and who sends: two processes on a server, one and the same in the embedded store. */
  const openPair = async () => {
    const signals = await open();
    return { signals, sender: store.url ? await open() : signals };
  };

  it('reach every listener of their kind, until it stops listening', async () => {
    const { signals, sender } = await openPair();
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
    const stop = signals.onLogAppended(first);
    signals.onLogAppended(second);
    signals.onRoutingChanged(other);
    sender.logAppended();
    await vi.waitFor(() => expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1]));
    expect(other).not.toHaveBeenCalled();
    stop();
    sender.routingChanged();
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce());
    sender.logAppended();
    await vi.waitFor(() => expect(second).toHaveBeenCalledTimes(2));
    expect(first).toHaveBeenCalledOnce();
    await Promise.all([signals.close(), sender.close()]);
  });

  it('come again after a broken connection, with one call for what may have been missed', async () => {
    const { signals, sender } = await openPair();
    const heard = vi.fn();
    signals.onRoutingChanged(heard);
    if (store.url) {
      await store.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen%'`);
      await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 10_000);
    }
    heard.mockClear();
    sender.routingChanged();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    await Promise.all([signals.close(), sender.close()]);
  });

  const onServer = kind === 'postgres' ? it : () => {};
  onServer('are not heard by the process that sends them', async () => {
    const { signals, sender } = await openPair();
    const [own, others] = [vi.fn(), vi.fn()];
    signals.onLogAppended(own);
    sender.onLogAppended(others);
    signals.logAppended();
    await vi.waitFor(() => expect(others).toHaveBeenCalledOnce());
    sender.logAppended();
    await vi.waitFor(() => expect(own).toHaveBeenCalledOnce());
    expect(others).toHaveBeenCalledOnce();
    await Promise.all([signals.close(), sender.close()]);
  });
});
