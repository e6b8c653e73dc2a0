import {
  answer,
  endlessBody,
  endlessHeaders,
  garbage,
  largeBody,
  type OutboundRig,
  openOutboundRig,
  silence,
} from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let rig: OutboundRig;
beforeEach(async () => {
  rig = await openOutboundRig();
  rig.saveAction('hook');
});
afterEach(() => rig.close());

describe('an endpoint that misbehaves', () => {
  it.each([
    ['never ends its headers', endlessHeaders()],
    ['never ends its body', endlessBody()],
    ['never answers', silence()],
  ])('and %s is given up at the deadline', async (_, behaviour) => {
    rig.endpoint.script('/hook', behaviour);
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(5_000);
    expect(await pending).toMatchObject({ outcome: 'timedout', attempts: 1 });
  });

  it.each([
    ['unannounced', false],
    ['announced', true],
  ])('and sends 30 MB %s is cut off at the limit, once', async (_, isAnnounced) => {
    rig.endpoint.script('/hook', largeBody(30_000_000, isAnnounced));
    const result = await rig.call('hook');
    expect(result).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 1, response: null });
    expect(result.message).toContain('larger than the limit of 1000000 bytes');
  });

  it('a body of exactly the limit is read, one byte more is not', async () => {
    const text = (length: number) => answer({ body: JSON.stringify('x'.repeat(length - 2)) });
    rig.endpoint.script('/hook', text(1_000_000), text(1_000_001));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
    expect(await rig.call('hook')).toMatchObject({ outcome: 'error' });
  });

  it.each(['<html>', '', '{"a":', 'undefined'])(
    'a success that is not JSON (%j) is a success without response',
    async (body) => {
      rig.endpoint.script('/hook', answer({ body }));
      expect(await rig.call('hook')).toMatchObject({ outcome: 'success', response: null });
    },
  );

  it('an answer nested deeper than the language reads is a success without response', async () => {
    const nested = (depth: number) => answer({ body: '['.repeat(depth) + ']'.repeat(depth) });
    rig.endpoint.script('/hook', nested(200), nested(202), nested(100_000));
    expect((await rig.call('hook')).response).toHaveLength(1);
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success', response: null });
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success', response: null });
    rig.endpoint.script('/hook', answer({ body: `${'{"1":'.repeat(5_000)}1${'}'.repeat(5_000)}` }));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success', response: null });
  });

  it('brackets inside the texts of an answer are not nesting', async () => {
    const text = '[{"'.repeat(1_000);
    rig.endpoint.script('/hook', answer({ json: { text } }));
    expect((await rig.call('hook')).response).toEqual({ text });
  });

  it('a string of escaped quotes that never ends costs one pass', async () => {
    rig.endpoint.script('/hook', answer({ body: `"${'\\"'.repeat(499_000)}` }));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success', response: null });
  });

  it('an answer keeps whole numbers beyond the safe range, the order of its keys and a member named __proto__', async () => {
    rig.endpoint.script('/hook', answer({ body: '{"n":12345678901234567890,"o":{"2":1,"1":2},"__proto__":{"x":1}}' }));
    const response = (await rig.call('hook')).response as Record<string, unknown>;
    expect(response.n).toBe(12345678901234567890n);
    expect(response.o).toEqual(
      new Map([
        ['2', 1],
        ['1', 2],
      ]),
    );
    expect(Object.keys(response)).toContain('__proto__');
    expect(Object.getPrototypeOf(response)).toBe(Object.prototype);
  });

  it('an answer that begins with a byte order mark is read', async () => {
    rig.endpoint.script('/hook', answer({ body: '\uFEFF{"a":1}' }));
    expect((await rig.call('hook')).response).toEqual({ a: 1 });
  });

  it('an answer that is not HTTP is a failed connection', async () => {
    rig.endpoint.script('/hook', garbage(), answer());
    const pending = rig.call('hook');
    await rig.clock.untilArmed(2);
    rig.clock.advance(200);
    expect(await pending).toMatchObject({ outcome: 'success', attempts: 2 });
  });

  it('an endpoint that is not there fails all of 600 calls at once, and answers again when it is back', async () => {
    const host = rig.endpoint.host;
    await rig.endpoint.close();
    const calls = Array.from({ length: 600 }, () => rig.call('hook', {}, { timeoutMs: 100 }));
    const outcomes = (await Promise.all(calls)).map((result) => result.originErrorCode);
    expect(new Set(outcomes)).toEqual(new Set(['OUTBOUND_CONNECTION_FAILED']));
    rig.endpoint.script('/hook', answer());
    await rig.endpoint.listen(Number(host.split(':')[1]));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
  });

  it('one host that hangs does not hold up another', async () => {
    const other = await openOutboundRig();
    rig.endpoint.script('/hook', silence());
    other.endpoint.script('/hook', answer());
    const shared = await openOutboundRig({ allowedHosts: [rig.endpoint.host, other.endpoint.host] });
    shared.saveAction('hanging', { url: rig.endpoint.url('/hook') });
    shared.saveAction('fine', { url: other.endpoint.url('/hook') });
    const hanging = Array.from({ length: 300 }, () => shared.call('hanging'));
    expect(await shared.call('fine')).toMatchObject({ outcome: 'success' });
    shared.clock.advance(5_000);
    await Promise.all(hanging);
    await Promise.all([shared.close(), other.close()]);
  });

  it('a call given up while it waited for a connection is never sent', async () => {
    await rig.close();
    rig = await openOutboundRig({ connectionsPerHost: 1 });
    rig.saveAction('hook');
    rig.endpoint.script('/hook', silence());
    const calls = [rig.call('hook'), rig.call('hook', {}, { timeoutMs: 1_000 })];
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(1_000);
    expect(await calls[1]).toMatchObject({ outcome: 'timedout' });
    rig.clock.advance(4_000);
    await calls[0];
    rig.endpoint.script('/hook', answer());
    await rig.call('hook');
    expect(rig.endpoint.received).toBe(2);
  });
});
