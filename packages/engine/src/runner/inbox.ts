import type { Lease, LogEntry } from '../ports.ts';

/** Entries of one partition that are in memory, waiting for a turn. */
interface PartitionQueue {
  lease: Lease;
  /** Contiguous from `cursor + 1`; taken from `head` on. */
  entries: LogEntry[];
  head: number;
  /** True when the table may hold entries after the last one in memory. */
  isBehind: boolean;
  /** Epoch ms: everything received until then is in memory or handled. */
  knownUntil: number;
}

/**
 * The worker's view of the log: for each partition it owns, the entries that follow the cursor.
 *
 * Modes of a partition: *following* (every append of this process is handed on in memory and is the next offset) and
 * *behind* (entries must be read from the table: after a claim, when another process appended, or when memory is full).
 * Invariant: entries are contiguous; a handed-on entry that is not the next offset is dropped and the partition falls behind.
 */
export class Inbox {
  readonly #queues = new Map<number, PartitionQueue>();
  readonly #capacity: number;
  #size = 0;
  #firstQueue = 0;

  /** @param capacity Most entries kept in memory over all partitions; more are read back from the table later. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  get leases(): readonly Lease[] {
    return [...this.#queues.values()].map((queue) => queue.lease);
  }

  owns(partition: number): boolean {
    return this.#queues.has(partition);
  }

  leaseOf(partition: number): Lease | undefined {
    return this.#queues.get(partition)?.lease;
  }

  /** Takes over what `claimLeases` returned; a partition whose epoch changed starts afresh. Returns the new ones. */
  assign(leases: readonly Lease[]): readonly number[] {
    const held = new Set(leases.map((lease) => lease.partition));
    for (const partition of this.#queues.keys()) if (!held.has(partition)) this.#forget(partition);
    const fresh: number[] = [];
    for (const lease of leases) {
      if (this.#queues.get(lease.partition)?.lease.epoch === lease.epoch) continue;
      this.#forget(lease.partition);
      this.#queues.set(lease.partition, { lease, entries: [], head: 0, isBehind: true, knownUntil: 0 });
      fresh.push(lease.partition);
    }
    return fresh;
  }

  /** Hands on entries that this process has just appended. */
  offer(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      const queue = this.#queues.get(entry.partition);
      if (queue) this.#push(queue, entry);
    }
  }

  /** Something was appended elsewhere: the table must be asked. */
  markBehind(): void {
    for (const queue of this.#queues.values()) queue.isBehind = true;
  }

  /**
   * Last offset in memory of every partition that must be read from the table; `fill` takes the answer. What is marked
   * behind from here on is read again afterwards: the answer may be older.
   */
  beginRead(): ReadonlyMap<number, number> {
    const cursors = new Map<number, number>();
    if (this.#size >= this.#capacity) return cursors;
    for (const [partition, queue] of this.#queues) {
      if (!queue.isBehind) continue;
      queue.isBehind = false;
      cursors.set(partition, lastOffset(queue));
    }
    return cursors;
  }

  /**
   * Takes what the table answered for `cursors`, in which partitions take turns (one without its share was read to its
   * end). `isComplete` when it answered less than asked for, `readAt` when the read began (epoch ms).
   */
  fill(cursors: ReadonlyMap<number, number>, entries: readonly LogEntry[], isComplete: boolean, readAt: number): void {
    const counts = countByPartition(entries);
    const most = Math.max(0, ...counts.values());
    this.offer(entries);
    for (const [partition, cursor] of cursors) {
      const queue = this.#queues.get(partition);
      if (!queue) continue;
      const count = counts.get(partition) ?? 0;
      const isRead = isComplete || count + 1 < most;
      if (!isRead) queue.isBehind = true;
      else if (lastOffset(queue) >= cursor + count) queue.knownUntil = readAt;
    }
  }

  /** The read failed: its partitions are as far behind as before. */
  abandonRead(cursors: ReadonlyMap<number, number>): void {
    this.fill(cursors, [], false, 0);
  }

  /** Epoch ms up to which no entry that is not among `taken` was received, at most `now`: no later timer may overtake it. */
  horizon(taken: readonly LogEntry[], now: number): number {
    const counts = countByPartition(taken);
    let horizon = now;
    for (const [partition, queue] of this.#queues) {
      const left = queue.entries[queue.head + (counts.get(partition) ?? 0)];
      if (left) horizon = Math.min(horizon, left.receivedAt);
      else if (queue.isBehind) {
        horizon = Math.min(horizon, Math.max(queue.knownUntil, queue.entries.at(-1)?.receivedAt ?? 0));
      }
    }
    return horizon;
  }

  /** Up to `limit` entries, each partition in order, without removing them. */
  peek(limit: number): LogEntry[] {
    const taken: LogEntry[] = [];
    for (const queue of this.#inFairOrder()) {
      for (let index = queue.head; index < queue.entries.length && taken.length < limit; index += 1) {
        taken.push(queue.entries[index] as LogEntry);
      }
    }
    return taken;
  }

  /** Moves the cursors past entries whose turn was committed. */
  advance(committed: readonly Lease[]): void {
    this.#firstQueue += 1;
    for (const lease of committed) {
      const queue = this.#queues.get(lease.partition);
      if (!queue || queue.lease.epoch !== lease.epoch) continue;
      const count = lease.cursor - queue.lease.cursor;
      queue.lease = lease;
      queue.head += count;
      this.#size -= count;
      if (queue.head > 1_024 || queue.head === queue.entries.length) {
        queue.entries = queue.entries.slice(queue.head);
        queue.head = 0;
      }
    }
  }

  /** Starts one partition further after every commit: with a backlog the first would otherwise fill every turn alone. */
  #inFairOrder(): PartitionQueue[] {
    const queues = [...this.#queues.values()];
    const first = queues.length === 0 ? 0 : this.#firstQueue % queues.length;
    return [...queues.slice(first), ...queues.slice(0, first)];
  }

  #push(queue: PartitionQueue, entry: LogEntry): void {
    const expected = lastOffset(queue) + 1;
    if (entry.offset < expected) return;
    if (entry.offset > expected || this.#size >= this.#capacity) {
      queue.isBehind = true;
      return;
    }
    queue.entries.push(entry);
    this.#size += 1;
  }

  #forget(partition: number): void {
    const queue = this.#queues.get(partition);
    if (!queue) return;
    this.#size -= queue.entries.length - queue.head;
    this.#queues.delete(partition);
  }
}

function countByPartition(entries: readonly LogEntry[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { partition } of entries) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  return counts;
}

function lastOffset(queue: PartitionQueue): number {
  return queue.lease.cursor + queue.entries.length - queue.head;
}
