import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../ports.ts';
import { Inbox } from './inbox.ts';

const entry = (partition: number, offset: number): LogEntry => ({
  sandbox: 'prod',
  partition,
  offset,
  eventId: 'e',
  key: `k${offset}`,
  namespace: null,
  messageId: null,
  payload: '{}',
  receivedAt: offset,
});
const offsets = (entries: readonly LogEntry[]) => entries.map(({ partition, offset }) => `${partition}/${offset}`);

function followingInbox(capacity = 100): Inbox {
  const inbox = new Inbox(capacity);
  inbox.assign([
    { partition: 0, epoch: 1, cursor: 10 },
    { partition: 1, epoch: 1, cursor: 0 },
  ]);
  inbox.fill(inbox.beginRead(), [], true, 0);
  return inbox;
}

describe('the inbox', () => {
  it('asks the table for what follows the cursor of a partition it has just taken over', () => {
    const inbox = new Inbox(100);
    expect(inbox.assign([{ partition: 3, epoch: 2, cursor: 41 }])).toEqual([3]);
    expect([...inbox.beginRead()]).toEqual([[3, 41]]);
  });

  it('hands on what this process appended without asking the table', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(1, 1), entry(0, 12)]);
    expect(inbox.beginRead().size).toBe(0);
    expect(offsets(inbox.peek(10))).toEqual(['0/11', '0/12', '1/1']);
  });

  it('falls behind instead of skipping an entry that another process appended in between', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(0, 13)]);
    expect(offsets(inbox.peek(10))).toEqual(['0/11']);
    expect([...inbox.beginRead()]).toEqual([[0, 11]]);
    inbox.fill(new Map([[0, 11]]), [entry(0, 12), entry(0, 13)], true, 0);
    expect(offsets(inbox.peek(10))).toEqual(['0/11', '0/12', '0/13']);
  });

  it('takes an entry once when the table answers what was handed on meanwhile', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11)]);
    inbox.fill(new Map([[0, 10]]), [entry(0, 11), entry(0, 12)], true, 0);
    expect(offsets(inbox.peek(10))).toEqual(['0/11', '0/12']);
  });

  it('keeps entries until their turn is committed', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(0, 12)]);
    expect(inbox.peek(1)).toEqual(inbox.peek(1));
    inbox.advance([{ partition: 0, epoch: 1, cursor: 11 }]);
    expect(offsets(inbox.peek(10))).toEqual(['0/12']);
    expect(inbox.size).toBe(1);
  });

  it('gives every partition its turn when there is more than one turn can take', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(0, 12), entry(1, 1), entry(1, 2)]);
    expect(offsets(inbox.peek(1))).toEqual(['0/11']);
    inbox.advance([{ partition: 0, epoch: 1, cursor: 11 }]);
    expect(offsets(inbox.peek(1))).toEqual(['1/1']);
  });

  it('forgets a partition whose lease was lost and starts afresh when it comes back', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(1, 1)]);
    expect(inbox.assign([{ partition: 0, epoch: 2, cursor: 11 }])).toEqual([0]);
    expect(inbox.owns(1)).toBe(false);
    expect(inbox.peek(10)).toEqual([]);
    expect([...inbox.beginRead()]).toEqual([[0, 11]]);
  });

  it('leaves entries beyond its capacity in the table and reads them when there is room', () => {
    const inbox = followingInbox(2);
    inbox.offer([entry(0, 11), entry(0, 12), entry(0, 13)]);
    expect(inbox.size).toBe(2);
    expect(inbox.beginRead().size).toBe(0);
    inbox.advance([{ partition: 0, epoch: 1, cursor: 12 }]);
    expect([...inbox.beginRead()]).toEqual([[0, 12]]);
  });

  it('reads again what was appended elsewhere while it was reading', () => {
    const inbox = followingInbox();
    inbox.markBehind();
    const cursors = inbox.beginRead();
    inbox.markBehind();
    inbox.fill(cursors, [], true, 50);
    expect([...inbox.beginRead()]).toEqual([
      [0, 10],
      [1, 0],
    ]);
  });

  it('reads again when an entry was handed on that the answer of the table does not reach', () => {
    const inbox = followingInbox();
    inbox.markBehind();
    const cursors = inbox.beginRead();
    inbox.offer([entry(0, 13)]);
    inbox.fill(cursors, [entry(0, 11)], true, 50);
    expect([...inbox.beginRead()]).toEqual([[0, 11]]);
  });

  it('lets no timer overtake an entry of another partition that the turn has no room for', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(0, 12), entry(1, 1)]);
    expect(inbox.horizon(inbox.peek(2), 100)).toBe(1);
    expect(inbox.horizon(inbox.peek(3), 100)).toBe(100);
  });

  it('lets timers run up to the last complete read of a partition that may hold more', () => {
    const inbox = followingInbox();
    inbox.markBehind();
    inbox.fill(inbox.beginRead(), [entry(0, 11)], true, 50);
    inbox.markBehind();
    expect(inbox.horizon(inbox.peek(9), 100)).toBe(50);
  });

  it('knows which partitions were read to their end though the answer was full', () => {
    const inbox = followingInbox();
    inbox.markBehind();
    inbox.fill(inbox.beginRead(), [entry(0, 11), entry(0, 12)], false, 50);
    expect([...inbox.beginRead()]).toEqual([[0, 12]]);
  });

  it('ignores a commit made under an older epoch', () => {
    const inbox = followingInbox();
    inbox.assign([{ partition: 0, epoch: 2, cursor: 10 }]);
    inbox.advance([{ partition: 0, epoch: 1, cursor: 11 }]);
    expect(inbox.leaseOf(0)?.cursor).toBe(10);
  });
});
