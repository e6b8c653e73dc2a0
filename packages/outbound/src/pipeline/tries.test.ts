import { answer, hold, type OutboundRig, openOutboundRig, reset, status } from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RateSlots } from '../rate/rate-slots.ts';

/** Slots that count what is taken and can run out. */
class CountedSlots implements RateSlots {
  taken = 0;
  limit = Number.POSITIVE_INFINITY;
  tryTake(): boolean {
    if (this.taken >= this.limit) return false;
    this.taken += 1;
    return true;
  }
}

let rig: OutboundRig;
let slots: CountedSlots;

beforeEach(async () => {
  slots = new CountedSlots();
  rig = await openOutboundRig({ slots });
  rig.saveAction('hook');
});
afterEach(() => rig.close());

/** The deadline and the wait before the next try are armed. */
const retryArmed = () => rig.clock.untilArmed(2);

async function skipRetryWaits(delaysMs: readonly number[]): Promise<void> {
  for (const delayMs of delaysMs) {
    await retryArmed();
    rig.clock.advance(delayMs);
  }
}

describe('one deadline over the first call and its retries', () => {
  it('J69 an endpoint that answers in 2 s within a timeout of 5 s gets one call, which succeeds', async () => {
    rig.endpoint.script('/hook', hold({ json: { ok: true } }));
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(2_000);
    rig.endpoint.release();
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'success', statusCode: 'http_200', attempts: 1, elapsedMs: 2_000 });
    expect(result.response).toEqual({ ok: true });
    expect(rig.endpoint.received).toBe(1);
  });

  it('J70 an endpoint that would answer in 6 s is cancelled at 5 s, without retry, as timed out', async () => {
    rig.endpoint.script('/hook', hold());
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(4_999);
    rig.clock.advance(1);
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'timedout', statusCode: 'timedout', attempts: 1, elapsedMs: 5_000 });
    expect(result).toMatchObject({ originError: null, originErrorCode: null, httpStatus: null });
    expect(rig.endpoint.received).toBe(1);
  });

  it('J71 an endpoint that fails twice and then succeeds is a success with three slots and no error', async () => {
    rig.endpoint.script('/hook', status(500), status(500), answer({ json: { n: 1 } }));
    const pending = rig.call('hook');
    await skipRetryWaits([200, 400]);
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'success', attempts: 3, message: null, originError: null });
    expect(slots.taken).toBe(3);
  });

  it('J72 an endpoint that always fails quickly gets exactly 4 tries, then the error carries the code', async () => {
    rig.endpoint.script('/hook', answer({ status: 503, json: { reason: 'full' } }));
    const pending = rig.call('hook');
    await skipRetryWaits([200, 400, 800]);
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'http', statusCode: 'http_503', httpStatus: 503, attempts: 4 });
    expect(result.response).toEqual({ reason: 'full' });
    expect(rig.endpoint.received).toBe(4);
  });

  it('J73 an endpoint that fails slowly until the deadline has timed out, with the last code as origin', async () => {
    rig.endpoint.script('/hook', hold({ status: 502 }), hold());
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(3_000);
    rig.endpoint.release();
    await skipRetryWaits([200]);
    await rig.endpoint.untilReceived(2);
    rig.clock.advance(1_800);
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'timedout', attempts: 2, originError: 'http', originErrorCode: '502' });
    expect(result.elapsedMs).toBe(5_000);
  });

  it('a failure too late for another try has timed out, with its code as origin', async () => {
    rig.endpoint.script('/hook', hold({ status: 500 }));
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(4_900);
    rig.endpoint.release();
    expect(await pending).toMatchObject({ outcome: 'timedout', attempts: 1, originErrorCode: '500', elapsedMs: 4_900 });
  });

  it.each([401, 403, 404])('J74 %i is never retried', async (code) => {
    rig.endpoint.script('/hook', status(code));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'http', statusCode: `http_${code}`, attempts: 1 });
    expect(rig.endpoint.received).toBe(1);
  });

  it('J75 a retry that finds no free slot is not sent', async () => {
    slots.limit = 2;
    rig.endpoint.script('/hook', status(500));
    const pending = rig.call('hook');
    await skipRetryWaits([200, 400]);
    const result = await pending;
    expect(result).toMatchObject({ outcome: 'capped', statusCode: 'capped', attempts: 2, httpStatus: 500 });
    expect(result).toMatchObject({ originError: 'http', originErrorCode: '500' });
    expect(rig.endpoint.received).toBe(2);
  });

  it('a capped call is not sent and not retried', async () => {
    slots.limit = 0;
    rig.endpoint.script('/hook', answer());
    expect(await rig.call('hook')).toMatchObject({ outcome: 'capped', attempts: 0, originError: null });
    expect(rig.endpoint.received).toBe(0);
  });

  it('slots kept elsewhere are waited for, within the deadline', async () => {
    await rig.close();
    rig = await openOutboundRig({ slots: { tryTake: () => new Promise(() => {}) } });
    rig.saveAction('hook');
    const pending = rig.call('hook');
    rig.clock.advance(5_000);
    expect(await pending).toMatchObject({ outcome: 'timedout', attempts: 0 });
  });

  it('every try carries the id of the call as its Idempotency-Key', async () => {
    rig.endpoint.script('/hook', status(500), status(429), answer());
    const pending = rig.call('hook', {}, { id: 'key-1' });
    await skipRetryWaits([200, 400]);
    await pending;
    expect(rig.endpoint.countsByKey()).toEqual(new Map([['key-1', 3]]));
  });

  it('a connection that is reset is retried like an HTTP error', async () => {
    rig.endpoint.script('/hook', reset(), answer());
    const pending = rig.call('hook');
    await skipRetryWaits([200]);
    expect(await pending).toMatchObject({ outcome: 'success', attempts: 2 });
  });

  it('jitter spreads the waits by a quarter up and down', async () => {
    await rig.close();
    rig = await openOutboundRig({ random: () => 0 });
    rig.saveAction('hook');
    rig.endpoint.script('/hook', status(500), answer());
    const pending = rig.call('hook');
    await skipRetryWaits([150]);
    expect(await pending).toMatchObject({ outcome: 'success', elapsedMs: 150 });
  });
});

describe('Retry-After', () => {
  it('in seconds postpones the next try', async () => {
    rig.endpoint.script('/hook', status(429, { 'retry-after': '2' }), answer());
    const pending = rig.call('hook');
    await retryArmed();
    rig.clock.advance(1_999);
    expect(rig.endpoint.received).toBe(1);
    rig.clock.advance(1);
    expect(await pending).toMatchObject({ outcome: 'success', elapsedMs: 2_000 });
  });

  it('as a date postpones the next try', async () => {
    const at = new Date(rig.clock.now() + 3_000).toUTCString();
    rig.endpoint.script('/hook', status(503, { 'retry-after': at }), answer());
    const pending = rig.call('hook');
    await skipRetryWaits([3_000]);
    expect(await pending).toMatchObject({ outcome: 'success', elapsedMs: 3_000 });
  });

  it('past the deadline ends the call at once as timed out, the answer being its origin', async () => {
    rig.endpoint.script('/hook', status(503, { 'retry-after': '60' }));
    expect(await rig.call('hook')).toMatchObject({ outcome: 'timedout', originErrorCode: '503', attempts: 1 });
  });

  it('that says nothing sensible is ignored', async () => {
    rig.endpoint.script('/hook', status(503, { 'retry-after': 'soon' }), answer());
    const pending = rig.call('hook');
    await skipRetryWaits([200]);
    expect(await pending).toMatchObject({ outcome: 'success' });
  });
});

describe('the end of a call', () => {
  it('leaves no timer behind', async () => {
    rig.endpoint.script('/hook', answer());
    await rig.call('hook');
    expect(rig.clock.armed).toBe(0);
  });

  it('comes at once when the worker stops', async () => {
    rig.endpoint.script('/hook', hold());
    const abort = new AbortController();
    const values = { path: null, headers: {}, queryParameters: {}, parameters: {} };
    const pending = rig.perform({ kind: 'action', targetId: 'hook', values }, abort.signal);
    await rig.endpoint.untilReceived(1);
    abort.abort();
    expect(await pending).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 1 });
  });

  it('is an error, not a throw, when the target is gone', async () => {
    expect(await rig.call('gone')).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 0 });
  });

  it('of a bug is an error whose cause reaches the observer and not the message', async () => {
    await rig.close();
    const fault = new Error('foreign text');
    rig = await openOutboundRig({ targets: { loadAction: () => Promise.reject(fault), loadDataSource: () => null } });
    const result = await rig.call('hook');
    expect(result).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 0 });
    expect(result.message).not.toContain('foreign');
    expect(rig.facts).toMatchObject([{ kind: 'call', failure: { code: 'OUTBOUND_INTERNAL', cause: fault } }]);
  });

  it('that begins when the worker has stopped already sends nothing', async () => {
    rig.endpoint.script('/hook', answer());
    const values = { path: null, headers: {}, queryParameters: {}, parameters: {} };
    const result = await rig.perform({ kind: 'action', targetId: 'hook', values }, AbortSignal.abort());
    expect(result).toMatchObject({ outcome: 'error', statusCode: 'internalError' });
    expect(rig.endpoint.received).toBe(0);
  });

  it('is told to the observer with its outcome and every try before it', async () => {
    rig.endpoint.script('/hook', status(500), answer());
    const pending = rig.call('hook');
    await skipRetryWaits([200]);
    await pending;
    expect(rig.facts.map((fact) => (fact.kind === 'call' ? fact.outcome : [fact.status, fact.code]))).toEqual([
      [500, 'OUTBOUND_HTTP_STATUS'],
      [200, null],
      'success',
    ]);
  });
});
