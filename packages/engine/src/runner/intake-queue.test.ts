import { describe, expect, it } from 'vitest';
import type { Discard, EventLog, LogEntry, NewLogEntry } from '../ports.ts';
import { IntakeQueue } from './intake-queue.ts';

const entry = (key: string): NewLogEntry => ({
  sandbox: 'prod',
  partition: 0,
  eventId: 'e',
  key,
  namespace: null,
  messageId: null,
  payload: '{}',
  receivedAt: 0,
});

/** A log whose appends end when the test says so. */
function heldLog() {
  const appends: { keys: string[]; finish: (offsets: (number | null)[]) => void; fail: (error: Error) => void }[] = [];
  const log: EventLog = {
    append: (entries: readonly NewLogEntry[], _discards: readonly Discard[]) =>
      new Promise((finish, fail) => {
        appends.push({ keys: entries.map(({ key }) => key), finish, fail });
      }),
    read: async () => [],
  };
  return { log, appends };
}

const nextAppend = () => new Promise((resolve) => setImmediate(resolve));

describe('the intake queue', () => {
  it('appends together what arrives while an append is under way, in order of arrival', async () => {
    const { log, appends } = heldLog();
    const appended: LogEntry[] = [];
    const queue = new IntakeQueue({ log, maxBatch: 10, onAppended: (entries) => appended.push(...entries) });
    const first = queue.append([entry('a')], []);
    await nextAppend();
    const second = queue.append([entry('b')], []);
    const third = queue.append([entry('c'), entry('d')], []);
    expect(queue.depth).toBe(3);
    appends[0]?.finish([1]);
    expect(await first).toEqual([1]);
    await nextAppend();
    expect(appends[1]?.keys).toEqual(['b', 'c', 'd']);
    appends[1]?.finish([2, null, 3]);
    expect(await second).toEqual([2]);
    expect(await third).toEqual([null, 3]);
    expect(appended.map(({ key, offset }) => `${key}${offset}`)).toEqual(['a1', 'b2', 'd3']);
  });

  it('never splits a message over two appends, and starts a new append when a batch is full', async () => {
    const { log, appends } = heldLog();
    const queue = new IntakeQueue({ log, maxBatch: 2, onAppended: () => {} });
    void queue.append([entry('a')], []);
    void queue.append([entry('b'), entry('c')], []);
    void queue.append([entry('d')], []);
    await nextAppend();
    expect(appends[0]?.keys).toEqual(['a', 'b', 'c']);
    appends[0]?.finish([1, 2, 3]);
    await nextAppend();
    expect(appends[1]?.keys).toEqual(['d']);
  });

  it('tells every sender of a failed append, and goes on with the next', async () => {
    const { log, appends } = heldLog();
    const queue = new IntakeQueue({ log, maxBatch: 10, onAppended: () => {} });
    const first = queue.append([entry('a')], []);
    await nextAppend();
    const second = queue.append([entry('b')], []);
    appends[0]?.fail(new Error('connection lost'));
    await expect(first).rejects.toThrow('connection lost');
    await nextAppend();
    appends[1]?.finish([1]);
    expect(await second).toEqual([1]);
    expect(queue.depth).toBe(0);
  });
});
