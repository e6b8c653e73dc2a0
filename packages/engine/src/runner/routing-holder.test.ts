import { describe, expect, it } from 'vitest';
import type { Routing, RunStore } from '../ports.ts';
import { RoutingHolder } from './routing-holder.ts';

/** A store whose loads of the routing end when the test says so, with the epoch they began with. */
function heldStore() {
  const loads: (() => void)[] = [];
  const store = {
    epoch: 1,
    loadRouting: () => {
      const routing: Routing = { epoch: store.epoch, events: [], journeys: [] };
      return new Promise<Routing>((resolve) => loads.push(() => resolve(routing)));
    },
    loadRoutingEpoch: async () => store.epoch,
  };
  return { store, loads, holder: new RoutingHolder(store as unknown as RunStore) };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('the routing in memory', () => {
  it('is not older than the refresh that waited for it, though an older load was under way', async () => {
    const { store, loads, holder } = heldStore();
    const first = holder.reload();
    store.epoch = 2;
    const refreshed = holder.refresh();
    await tick();
    loads[0]?.();
    expect((await first).epoch).toBe(1);
    await tick();
    loads[1]?.();
    expect((await refreshed).epoch).toBe(2);
    expect(holder.current.epoch).toBe(2);
  });

  it('is loaded once for all who ask at the same time', async () => {
    const { loads, holder } = heldStore();
    const all = Promise.all([holder.refresh(), holder.refresh(), holder.refresh()]);
    await tick();
    expect(loads).toHaveLength(1);
    loads[0]?.();
    await all;
    expect(loads).toHaveLength(1);
  });

  it('is in force everywhere when its reload ends: what listeners still do is waited for', async () => {
    const { loads, holder } = heldStore();
    const listening = Promise.withResolvers<void>();
    holder.onReload(() => listening.promise);
    let hasEnded = false;
    const reload = holder.reload().then(() => {
      hasEnded = true;
    });
    loads[0]?.();
    await tick();
    expect(hasEnded).toBe(false);
    listening.resolve();
    await reload;
  });
});
