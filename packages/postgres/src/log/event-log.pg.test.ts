import type { Discard, NewLogEntry } from '@cairn/engine';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createEventLog } from './event-log.ts';

const dayMs = 86_400_000;

function entry(partition: number, changes: Partial<NewLogEntry> = {}): NewLogEntry {
  const person = { eventId: 'event', key: 'a person', namespace: 'email', messageId: null };
  return { sandbox: 'prod', partition, ...person, payload: '{"b":1,"a":"é"}', receivedAt: dayMs * 10, ...changes };
}

await describeOnStores('The event log', (fresh) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.pool.query('truncate event_log, message_ids, discards; update log_heads set head = 0');
  });

  it('gives each partition offsets from 1 without gaps, in the order of the entries', async () => {
    const log = createEventLog(store.pool);
    expect(await log.append([entry(3), entry(5), entry(3)], [])).toEqual([1, 1, 2]);
    expect(await log.append([entry(5), entry(3)], [])).toEqual([2, 3]);
  });

  it('reads back what was appended after the cursors, in order and bounded', async () => {
    const log = createEventLog(store.pool);
    const sent = [entry(1, { key: 'x', messageId: 'm' }), entry(1, { namespace: null }), entry(2), entry(9)];
    await log.append(sent, []);
    const cursors = new Map([
      [1, 0],
      [2, 0],
      [9, 1],
    ]);
    expect(await log.read(cursors, 10)).toEqual([
      { ...sent[0], offset: 1 },
      { ...sent[2], offset: 1 },
      { ...sent[1], offset: 2 },
    ]);
    expect(await log.read(cursors, 1)).toHaveLength(1);
    expect(await log.read(new Map(), 10)).toEqual([]);
  });

  it('accepts a message id once within 24 hours, in one batch and in several', async () => {
    const log = createEventLog(store.pool);
    const message = entry(1, { messageId: 'm1' });
    expect(await log.append([message, message, entry(1)], [])).toEqual([1, null, 2]);
    expect(await log.append([{ ...message, receivedAt: message.receivedAt + dayMs - 1 }], [])).toEqual([null]);
    expect(await log.append([{ ...message, receivedAt: message.receivedAt + dayMs }], [])).toEqual([3]);
  });

  it('accepts one message for each event definition it satisfies', async () => {
    const log = createEventLog(store.pool);
    const both = [entry(1, { messageId: 'm1' }), entry(1, { messageId: 'm1', eventId: 'other' })];
    expect(await log.append(both, [])).toEqual([1, 2]);
    expect(await log.append(both, [])).toEqual([null, null]);
  });

  it('keeps offsets without gaps when appends run side by side', async () => {
    const log = createEventLog(store.pool);
    const batches = Array.from({ length: 20 }, () => log.append([entry(1), entry(2), entry(1)], []));
    const offsets = (await Promise.all(batches)).flatMap((batch) => [batch[0], batch[2]]);
    expect(offsets.sort((a, b) => a! - b!)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('keeps discards with the entries, or alone', async () => {
    const log = createEventLog(store.pool);
    const discard: Discard = {
      sandbox: 'prod',
      at: 7,
      code: 'keyNotComputable',
      eventId: 'e',
      journeyId: null,
      key: null,
    };
    expect(await log.append([], [discard])).toEqual([]);
    const kept = await store.pool.query('select sandbox, at, code, event_id, journey_id, key from discards');
    expect(kept.rows).toEqual([
      { sandbox: 'prod', at: 7, code: 'keyNotComputable', event_id: 'e', journey_id: null, key: null },
    ]);
  });

  it('does not fail the batch for a character the store cannot hold', async () => {
    const log = createEventLog(store.pool);
    await log.append([entry(1, { key: 'nul \0 lone \ud800', payload: '{"a":"\\u0000 \\ud800"}' })], []);
    const [read] = await log.read(new Map([[1, 0]]), 1);
    expect(read).toMatchObject({ key: 'nul \uFFFD lone \uFFFD', payload: '{"a":"\\u0000 \\ud800"}' });
  });
});
