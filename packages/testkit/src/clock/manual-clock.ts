/** Moves only when told to, so that hours pass in no time; the same members as the engine's clock. */
export class ManualClock {
  #now: number;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  #waiters: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];

  /** @param now epoch milliseconds */
  constructor(now = Date.UTC(2030, 0, 1)) {
    this.#now = now;
  }

  /** Timers now armed. */
  get armed(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  wakeAt(at: number, callback: () => void): () => void {
    const timer = { at, callback };
    this.#timers.push(timer);
    this.#waiters = this.#waiters.filter(({ isMet, resolve }) => {
      if (!isMet()) return true;
      resolve();
      return false;
    });
    return () => {
      this.#timers = this.#timers.filter((armed) => armed !== timer);
    };
  }

  /** Resolves as soon as at least so many timers are armed. */
  untilArmed(timers: number): Promise<void> {
    return this.#until(() => this.#timers.length >= timers);
  }

  /** Resolves as soon as a timer is armed for exactly this moment. */
  untilArmedAt(at: number): Promise<void> {
    return this.#until(() => this.#timers.some((timer) => timer.at === at));
  }

  /** Moves on, firing what falls due in order of time; a timer sees its own moment as now. */
  advance(durationMs: number): void {
    const end = this.#now + durationMs;
    for (let due = this.#nextDue(end); due; due = this.#nextDue(end)) {
      this.#timers = this.#timers.filter((armed) => armed !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }

  #until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ isMet, resolve }));
  }

  #nextDue(end: number) {
    return this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
