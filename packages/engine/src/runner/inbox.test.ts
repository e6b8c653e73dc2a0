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
  inbox.fill(inbox.cursorsBehind(), [], true);
  return inbox;
}

describe('the inbox', () => {
  it('asks the table for what follows the cursor of a partition it has just taken over', () => {
    const inbox = new Inbox(100);
    expect(inbox.assign([{ partition: 3, epoch: 2, cursor: 41 }])).toEqual([3]);
    expect([...inbox.cursorsBehind()]).toEqual([[3, 41]]);
  });

  it('hands on what this process appended without asking the table', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(1, 1), entry(0, 12)]);
    expect(inbox.cursorsBehind().size).toBe(0);
    expect(offsets(inbox.peek(10))).toEqual(['0/11', '0/12', '1/1']);
  });

  it('falls behind instead of skipping an entry that another process appended in between', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11), entry(0, 13)]);
    expect(offsets(inbox.peek(10))).toEqual(['0/11']);
    expect([...inbox.cursorsBehind()]).toEqual([[0, 11]]);
    inbox.fill(new Map([[0, 11]]), [entry(0, 12), entry(0, 13)], true);
    expect(offsets(inbox.peek(10))).toEqual(['0/11', '0/12', '0/13']);
  });

  it('takes an entry once when the table answers what was handed on meanwhile', () => {
    const inbox = followingInbox();
    inbox.offer([entry(0, 11)]);
    inbox.fill(new Map([[0, 10]]), [entry(0, 11), entry(0, 12)], true);
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
    expect([...inbox.cursorsBehind()]).toEqual([[0, 11]]);
  });

  it('leaves entries beyond its capacity in the table and reads them when there is room', () => {
    const inbox = followingInbox(2);
    inbox.offer([entry(0, 11), entry(0, 12), entry(0, 13)]);
    expect(inbox.size).toBe(2);
    expect(inbox.cursorsBehind().size).toBe(0);
    inbox.advance([{ partition: 0, epoch: 1, cursor: 12 }]);
    expect([...inbox.cursorsBehind()]).toEqual([[0, 12]]);
  });

  it('ignores a commit made under an older epoch', () => {
    const inbox = followingInbox();
    inbox.assign([{ partition: 0, epoch: 2, cursor: 10 }]);
    inbox.advance([{ partition: 0, epoch: 1, cursor: 11 }]);
    expect(inbox.leaseOf(0)?.cursor).toBe(10);
  });
});
