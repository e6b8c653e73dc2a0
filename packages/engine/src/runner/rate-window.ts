/** Counts what happened within the last second, in slices, and says whether more may follow. */
export class RateWindow {
  readonly #limitPerSecond: number;
  readonly #slices = new Float64Array(sliceCount);
  #total = 0;
  #slice = 0;

  constructor(limitPerSecond: number) {
    this.#limitPerSecond = limitPerSecond;
  }

  /** Takes `count` at `now` (epoch ms), all or nothing. The window slides by 10 ms. */
  tryTake(count: number, now: number): boolean {
    this.#slideTo(Math.floor(now / sliceMs));
    if (this.#total + count > this.#limitPerSecond) return false;
    const at = this.#slice % sliceCount;
    this.#slices[at] = (this.#slices[at] ?? 0) + count;
    this.#total += count;
    return true;
  }

  #slideTo(slice: number): void {
    const passed = slice - this.#slice;
    if (passed <= 0) return;
    for (let step = 1; step <= Math.min(passed, sliceCount); step += 1) {
      const at = (this.#slice + step) % sliceCount;
      this.#total -= this.#slices[at] ?? 0;
      this.#slices[at] = 0;
    }
    this.#slice = slice;
  }
}

const sliceMs = 10;
const sliceCount = 100;
