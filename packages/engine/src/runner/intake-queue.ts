import type { Discard, EventLog, LogEntry, NewLogEntry } from '../ports.ts';

/** A message's share of the log: all of its entries are appended together. */
interface Waiting {
  readonly entries: readonly NewLogEntry[];
  readonly discards: readonly Discard[];
  readonly resolve: (offsets: readonly (number | null)[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface IntakeQueueOptions {
  readonly log: EventLog;
  /** Entries in one append, 1 to 10,000. */
  readonly maxBatch: number;
  /** Called after the commit, in append order, with everything that is new. */
  readonly onAppended: (entries: readonly LogEntry[]) => void;
}

/**
 * Group commit: messages that arrive while one append is under way go together into the next. There is one
 * append at a time, so that the log keeps the order of arrival; a batch grows with the load and needs no timer.
 */
export class IntakeQueue {
  readonly #options: IntakeQueueOptions;
  #waiting: Waiting[] = [];
  #waitingEntries = 0;
  #isAppending = false;

  constructor(options: IntakeQueueOptions) {
    this.#options = options;
  }

  /** Entries accepted but not yet durable. */
  get depth(): number {
    return this.#waitingEntries;
  }

  /** Resolves with an offset for each entry once they are durable, null for a message id seen before. */
  append(entries: readonly NewLogEntry[], discards: readonly Discard[]): Promise<readonly (number | null)[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, discards, resolve, reject });
      this.#waitingEntries += entries.length;
      if (!this.#isAppending) this.#start();
    });
  }

  /** The first message of a burst waits for the end of this event-loop turn, so that its neighbours share the append. */
  #start(): void {
    this.#isAppending = true;
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#appendBatch(this.#takeBatch());
    this.#isAppending = false;
  }

  #takeBatch(): Waiting[] {
    let count = 0;
    let size = 0;
    while (count < this.#waiting.length && size < this.#options.maxBatch) {
      size += (this.#waiting[count] as Waiting).entries.length;
      count += 1;
    }
    this.#waitingEntries -= size;
    return this.#waiting.splice(0, count);
  }

  async #appendBatch(batch: readonly Waiting[]): Promise<void> {
    const entries = batch.flatMap((waiting) => waiting.entries);
    const discards = batch.flatMap((waiting) => waiting.discards);
    let offsets: readonly (number | null)[];
    try {
      offsets = await this.#options.log.append(entries, discards);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
      return;
    }
    this.#options.onAppended(appendedEntries(entries, offsets));
    let at = 0;
    for (const waiting of batch) {
      waiting.resolve(offsets.slice(at, at + waiting.entries.length));
      at += waiting.entries.length;
    }
  }
}

function appendedEntries(entries: readonly NewLogEntry[], offsets: readonly (number | null)[]): LogEntry[] {
  const appended: LogEntry[] = [];
  entries.forEach((entry, index) => {
    const offset = offsets[index];
    if (typeof offset === 'number') appended.push({ ...entry, offset });
  });
  return appended;
}
