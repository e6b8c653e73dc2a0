/** Distinct moments a window remembers at most; up to this many milliseconds a window is exact. */
const maxMoments = 65_536;
const initialCapacity = 16;

/**
 * An exact count of slots taken in the last `windowMs`: a ring of (moment, count), so that a burst in one millisecond
 * is one entry. O(1) amortised, and at most 65,536 entries whatever the limit: windows longer than that many
 * milliseconds round moments up to windowMs / 65,536, which frees slots a little late and never early.
 */
export class SlidingWindow {
  readonly windowMs: number;
  readonly #grainMs: number;
  #moments = new Float64Array(initialCapacity);
  #counts = new Float64Array(initialCapacity);
  #head = 0;
  #size = 0;
  #taken = 0;
  #latest = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
    this.#grainMs = Math.max(1, Math.ceil(windowMs / maxMoments));
  }

  /** Takes a slot when fewer than `limit` are taken. */
  tryTake(limit: number, now: number): boolean {
    const moment = Math.max(this.#latest, Math.ceil(now / this.#grainMs) * this.#grainMs);
    this.#release(Math.max(now, this.#latest - this.#grainMs) - this.windowMs);
    if (this.#taken >= limit) return false;
    this.#add(moment);
    return true;
  }

  /** Whether every slot is free again. */
  isIdle(now: number): boolean {
    return this.#latest <= now - this.windowMs;
  }

  #release(upTo: number): void {
    while (this.#size > 0 && this.#moments[this.#head]! <= upTo) {
      this.#taken -= this.#counts[this.#head]!;
      this.#head = (this.#head + 1) % this.#moments.length;
      this.#size -= 1;
    }
  }

  #add(moment: number): void {
    this.#taken += 1;
    const capacity = this.#moments.length;
    if (this.#size > 0 && moment === this.#latest) {
      this.#counts[(this.#head + this.#size - 1) % capacity]! += 1;
      return;
    }
    if (this.#size === capacity) this.#grow();
    const tail = (this.#head + this.#size) % this.#moments.length;
    this.#moments[tail] = moment;
    this.#counts[tail] = 1;
    this.#size += 1;
    this.#latest = moment;
  }

  #grow(): void {
    this.#moments = unrolled(this.#moments, this.#head);
    this.#counts = unrolled(this.#counts, this.#head);
    this.#head = 0;
  }
}

/** The ring from its head on, in an array of twice the size. */
function unrolled(ring: Float64Array, head: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(ring.length * 2);
  grown.set(ring.subarray(head));
  grown.set(ring.subarray(0, head), ring.length - head);
  return grown;
}
