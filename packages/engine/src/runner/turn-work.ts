import type { Instance } from '../instance.ts';
import type { FinishedCall, Lease, LogEntry } from '../ports.ts';

/** A result that came back from `outbound` and waits for its turn. */
export type ArrivedResult = FinishedCall;

/** The stimuli of one turn. */
export interface TurnWork {
  readonly entries: readonly LogEntry[];
  readonly results: readonly ArrivedResult[];
  readonly due: readonly Instance[];
}

/** One thing that happened: exactly one of the three. */
export interface Happening {
  readonly at: number;
  readonly timer?: Instance;
  readonly arrived?: ArrivedResult;
  readonly entry?: LogEntry;
}

/**
 * In the order in which it happened. The sort is stable and the entries of a partition never go back in time: a clock
 * that steps back must not reorder the events of one person.
 */
export function inOrder({ due, results, entries }: TurnWork): Happening[] {
  const happenings: Happening[] = due.map((timer) => ({ at: timer.wakeAt ?? 0, timer }));
  for (const arrived of results) happenings.push({ at: arrived.arrivedAt, arrived });
  const latest = new Map<number, number>();
  for (const entry of entries) {
    const at = Math.max(latest.get(entry.partition) ?? 0, entry.receivedAt);
    latest.set(entry.partition, at);
    happenings.push({ at, entry });
  }
  return happenings.sort((left, right) => left.at - right.at);
}

/** Number of stimuli. */
export function sizeOf({ due, results, entries }: TurnWork): number {
  return due.length + results.length + entries.length;
}

/** The first `limit` of the stimuli, in the order in which they happened. */
export function firstOf(work: TurnWork, limit: number): TurnWork {
  if (sizeOf(work) <= limit) return work;
  const first = inOrder(work).slice(0, limit);
  return {
    due: first.flatMap(({ timer }) => timer ?? []),
    results: first.flatMap(({ arrived }) => arrived ?? []),
    entries: first.flatMap(({ entry }) => entry ?? []),
  };
}

/** Every partition the turn touches, its cursor after the last entry taken. */
export function movedLeases(work: TurnWork, leaseOf: (partition: number) => Lease | undefined): Lease[] {
  const moved = new Map<number, Lease>();
  const touch = (partition: number): void => {
    const lease = leaseOf(partition);
    if (lease && !moved.has(partition)) moved.set(partition, lease);
  };
  for (const { call } of work.results) touch(call.partition);
  for (const instance of work.due) touch(instance.partition);
  for (const entry of work.entries) {
    touch(entry.partition);
    const lease = moved.get(entry.partition);
    if (lease) moved.set(entry.partition, { ...lease, cursor: entry.offset });
  }
  return [...moved.values()];
}
