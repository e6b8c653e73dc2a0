import type { RateSlots } from './rate-slots.ts';
import { SlidingWindow } from './sliding-window.ts';

/** Windows are looked through for idle ones after this many takes, and at least once per as many takes as windows. */
const minTakesBetweenSweeps = 1_024;

/** Slots of one process. Windows whose slots are all free again are forgotten, so memory follows what is in use. */
export class MemoryRateSlots implements RateSlots {
  readonly #windows = new Map<string, SlidingWindow>();
  #takesSinceSweep = 0;

  /** Windows now remembered. */
  get size(): number {
    return this.#windows.size;
  }

  tryTake(key: string, limit: number, windowMs: number, now: number): boolean {
    this.#sweepSometimes(now);
    let window = this.#windows.get(key);
    if (window?.windowMs !== windowMs) {
      window = new SlidingWindow(windowMs);
      this.#windows.set(key, window);
    }
    return window.tryTake(limit, now);
  }

  #sweepSometimes(now: number): void {
    this.#takesSinceSweep += 1;
    if (this.#takesSinceSweep < Math.max(minTakesBetweenSweeps, this.#windows.size)) return;
    this.#takesSinceSweep = 0;
    for (const [key, window] of this.#windows) if (window.isIdle(now)) this.#windows.delete(key);
  }
}
