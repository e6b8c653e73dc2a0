import { describe, expect, it } from 'vitest';
import type { Call } from '../effect.ts';
import type { Clock, Outbound } from '../ports.ts';
import type { CallResult } from '../stimulus.ts';
import { CallDispatcher } from './call-dispatcher.ts';

const call = (id: string, partition = 0, versionId = 'v1'): Call => ({
  id,
  kind: 'fetch',
  sandbox: 'prod',
  partition,
  instanceId: `i-${id}`,
  journeyId: 'j',
  versionId,
  activityId: 'a',
  timeoutMs: 1_000,
  targetId: 't',
  group: 'g',
  params: {},
});

const success: CallResult = {
  outcome: 'success',
  httpStatus: 200,
  statusCode: 'http_200',
  response: null,
  attempts: 1,
  elapsedMs: 1,
  message: null,
  originError: null,
  originErrorCode: null,
};

function dispatcherWith(maxInFlight: number, isLive = (_versionId: string) => true) {
  const sent: { id: string; answer: () => void; signal: AbortSignal }[] = [];
  const outbound: Outbound = {
    perform: (performed, signal) =>
      new Promise((resolve) => sent.push({ id: performed.id, answer: () => resolve(success), signal })),
  };
  const clock: Clock = { now: () => 0, wakeAt: () => () => {} };
  const dispatcher = new CallDispatcher({
    outbound,
    clock,
    maxInFlight,
    isWanted: ({ versionId }) => isLive(versionId),
    onResult: () => {},
  });
  const answer = async (id: string) => {
    sent.findLast((one) => one.id === id)?.answer();
    await Promise.resolve();
  };
  return { dispatcher, sent, answer, ids: () => sent.map(({ id }) => id) };
}

describe('the call dispatcher', () => {
  it('does not send again a call whose result waits for its commit', async () => {
    const { dispatcher, answer, ids } = dispatcherWith(10);
    dispatcher.dispatch([call('a')]);
    await answer('a');
    dispatcher.markSpilled();
    dispatcher.refill({ calls: [call('a')], next: null });
    expect(ids()).toEqual(['a']);
    expect(dispatcher.peekResults(10)).toHaveLength(1);
    dispatcher.commitResults(dispatcher.peekResults(1));
    expect(dispatcher.inFlight).toBe(0);
  });

  it('leaves calls that find no room in the table and asks for them when half of the room is free', async () => {
    const { dispatcher, answer, ids } = dispatcherWith(2);
    dispatcher.dispatch([call('a'), call('b'), call('c')]);
    expect(ids()).toEqual(['a', 'b']);
    expect(dispatcher.wantsMore).toBe(false);
    await answer('a');
    await answer('b');
    dispatcher.commitResults(dispatcher.peekResults(2));
    expect(dispatcher.wantsMore).toBe(true);
    dispatcher.refill({ calls: [call('c')], next: null });
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(dispatcher.wantsMore).toBe(false);
  });

  it('reads pending calls page by page, each page after the last instance of the one before', () => {
    const { dispatcher } = dispatcherWith(100);
    dispatcher.markSpilled();
    expect(dispatcher.beginRefill()).toBeNull();
    dispatcher.refill({ calls: [call('a'), call('b')], next: 'i-b' });
    expect(dispatcher.wantsMore).toBe(true);
    expect(dispatcher.beginRefill()).toBe('i-b');
    dispatcher.refill({ calls: [], next: null });
    expect(dispatcher.wantsMore).toBe(false);
  });

  it('scans once more for calls that found no room while a scan was past their place', async () => {
    const { dispatcher, answer, ids } = dispatcherWith(2);
    dispatcher.markSpilled();
    expect(dispatcher.beginRefill()).toBeNull();
    dispatcher.refill({ calls: [call('m')], next: 'i-m' });
    dispatcher.dispatch([call('n'), call('a')]);
    await answer('m');
    await answer('n');
    dispatcher.commitResults(dispatcher.peekResults(2));
    expect(dispatcher.beginRefill()).toBe('i-m');
    dispatcher.refill({ calls: [], next: null });
    expect(dispatcher.wantsMore).toBe(true);
    expect(dispatcher.beginRefill()).toBeNull();
    dispatcher.refill({ calls: [call('a')], next: null });
    expect(ids()).toEqual(['m', 'n', 'a']);
    expect(dispatcher.wantsMore).toBe(false);
  });

  it('scans once more when the table changed hands during a scan', () => {
    const { dispatcher } = dispatcherWith(2);
    dispatcher.markSpilled();
    dispatcher.beginRefill();
    dispatcher.markSpilled();
    dispatcher.refill({ calls: [], next: null });
    expect(dispatcher.wantsMore).toBe(true);
    expect(dispatcher.beginRefill()).toBeNull();
  });

  it('drops and cancels calls of a lost partition, and ignores an answer that comes all the same', async () => {
    const { dispatcher, sent, answer } = dispatcherWith(10);
    dispatcher.dispatch([call('a', 1), call('b', 2)]);
    dispatcher.keepPartitions((partition) => partition === 2);
    expect(sent[0]?.signal.aborted).toBe(true);
    await answer('a');
    expect(dispatcher.hasResults).toBe(false);
    expect(dispatcher.inFlight).toBe(1);
  });

  it('keeps a result that came while others were committed and some of those were dropped', async () => {
    const { dispatcher, answer } = dispatcherWith(10);
    dispatcher.dispatch([call('a', 0), call('b', 1), call('c', 1)]);
    await answer('a');
    await answer('b');
    const committing = dispatcher.peekResults(10);
    await answer('c');
    dispatcher.keepPartitions((partition) => partition === 1);
    dispatcher.commitResults(committing);
    expect(dispatcher.peekResults(10).map((arrived) => arrived.call.id)).toEqual(['c']);
    expect(dispatcher.inFlight).toBe(1);
  });

  it('sends nothing more once it is closed', () => {
    const { dispatcher, ids } = dispatcherWith(10);
    dispatcher.dispatch([call('a')]);
    dispatcher.markSpilled();
    dispatcher.close();
    dispatcher.dispatch([call('b')]);
    expect(ids()).toEqual(['a']);
    expect(dispatcher.wantsMore).toBe(false);
  });

  it('J173 cancels the calls of a version that is gone, and sends none of it', () => {
    let gone = '';
    const { dispatcher, sent } = dispatcherWith(10, (versionId) => versionId !== gone);
    dispatcher.dispatch([call('a', 0, 'v1'), call('b', 0, 'v2')]);
    gone = 'v1';
    dispatcher.dropUnwanted();
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    dispatcher.dispatch([call('c', 0, 'v1')]);
    expect(sent.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
