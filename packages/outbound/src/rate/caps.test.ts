import { answer, type OutboundRig, openOutboundRig } from '@cairn/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryRateSlots } from './memory-rate-slots.ts';
import { defaultCaps, RateLimiter, type SlotRequest } from './rate-limiter.ts';
import type { RateRule } from './rate-rule.ts';

let rig: OutboundRig;
afterEach(() => rig?.close());

const outcomesOf = async (calls: readonly Promise<{ readonly outcome: string }>[]) => {
  const counts: Record<string, number> = {};
  for (const { outcome } of await Promise.all(calls)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
const times = (count: number) => Array.from({ length: count });

function limiter(rules: readonly RateRule[] = []) {
  return new RateLimiter({ slots: new MemoryRateSlots(), rules: () => rules, caps: defaultCaps });
}
const request = (more: Partial<SlotRequest> = {}): SlotRequest => ({
  sandbox: 'main',
  service: 'action',
  method: 'POST',
  origin: 'https://h',
  path: '/x',
  host: 'h',
  sourceKey: 's',
  ...more,
});

describe('default caps', () => {
  it('J76 without a rule the 300,001st action call to one host within 60 s is capped', async () => {
    const slots = new MemoryRateSlots();
    rig = await openOutboundRig({ slots });
    rig.endpoint.script('/hook', answer());
    rig.saveAction('hook');
    const { clock, endpoint } = rig;
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
    clock.advance(59_999);
    // The other 299,999 calls take their slots without the wire, which would only take time.
    const key = `action main ${endpoint.host}`;
    let taken = 1;
    while (taken < 300_000 && slots.tryTake(key, 300_000, 60_000, clock.now())) taken += 1;
    expect(taken).toBe(300_000);
    expect(await rig.call('hook')).toMatchObject({ outcome: 'capped', attempts: 0 });
    clock.advance(1);
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
    expect(await rig.call('hook')).toMatchObject({ outcome: 'capped' });
    expect(endpoint.received).toBe(2);
  });

  it('J76 the default cap of actions is a setting', async () => {
    rig = await openOutboundRig({ caps: { action: { maxCalls: 2, windowMs: 60_000 } } });
    rig.endpoint.script('/hook', answer());
    rig.saveAction('hook');
    expect(await outcomesOf(times(5).map(() => rig.call('hook')))).toEqual({ success: 2, capped: 3 });
  });

  it('J77 the 16th call per second to an external source is rejected', async () => {
    rig = await openOutboundRig();
    rig.endpoint.script('/data', answer());
    rig.saveSource('weather', [{}]);
    rig.saveSource('other', [{}]);
    expect(await outcomesOf(times(16).map(() => rig.fetch('weather')))).toEqual({ success: 15, capped: 1 });
    expect(rig.endpoint.received).toBe(15);
    expect(await rig.fetch('other')).toMatchObject({ outcome: 'success' });
    rig.clock.advance(1_000);
    expect(await rig.fetch('weather')).toMatchObject({ outcome: 'success' });
  });

  it('hosts and sandboxes do not share slots', () => {
    const limits = limiter();
    const keys = [request(), request({ host: 'g' }), request({ sandbox: 'other' })].map((r) => limits.choose(r).key);
    expect(new Set(keys).size).toBe(3);
  });

  it('an endpoint slower than 0.75 s on average draws on the pool of slow ones until it recovers', () => {
    const limits = limiter();
    for (let n = 0; n < 19; n += 1) limits.recordPace(request(), 2_000);
    expect(limits.choose(request()).limit.maxCalls).toBe(300_000);
    limits.recordPace(request(), 2_000);
    expect(limits.choose(request()).limit).toEqual({ maxCalls: 150_000, windowMs: 30_000 });
    expect(limits.choose(request({ host: 'g' })).limit.maxCalls).toBe(300_000);
    for (let n = 0; n < 100; n += 1) limits.recordPace(request(), 10);
    expect(limits.choose(request()).limit.maxCalls).toBe(300_000);
  });
});

describe('deployed rules', () => {
  const rule = (origin: string, allowance: { maxCalls: number; connections?: number }): RateRule => ({
    id: 'r1',
    sandbox: 'main',
    url: `${origin}/*`,
    methods: ['POST'],
    services: {
      action: {
        maxHttpConnections: allowance.connections,
        rating: { maxCallsCount: allowance.maxCalls, periodInMs: 1_000 },
      },
    },
  });

  it('replace the default cap, are shared by all actions they match, and follow the list', async () => {
    let rules: readonly RateRule[] = [];
    rig = await openOutboundRig({ rules: () => rules });
    rig.endpoint.script('/*', answer());
    rig.saveAction('one');
    rig.saveAction('two', { url: rig.endpoint.url('/two') });
    rules = [rule(`http://${rig.endpoint.host}`, { maxCalls: 100 })];
    const calls = times(200).map((_, n) => rig.call(n % 2 === 0 ? 'one' : 'two'));
    expect(await outcomesOf(calls)).toEqual({ success: 100, capped: 100 });
    rules = [];
    expect(await rig.call('one')).toMatchObject({ outcome: 'success' });
  });

  it('keep to their number of connections', async () => {
    let rules: readonly RateRule[] = [];
    rig = await openOutboundRig({ rules: () => rules });
    rig.endpoint.script('/hook', answer());
    rig.saveAction('hook');
    rules = [rule(`http://${rig.endpoint.host}`, { maxCalls: 1_000, connections: 3 })];
    expect(await outcomesOf(times(100).map(() => rig.call('hook')))).toEqual({ success: 100 });
    expect(rig.endpoint.mostConnections).toBe(3);
  });
});
