/**
 * Slots of sliding windows, one window per key. Port: in memory for one process, an SQL function for many.
 * A window never holds more than `limit` slots taken within any `windowMs`.
 */
export interface RateSlots {
  /**
   * Takes a slot now, or none: true when it was free. A slot is free again `windowMs` after it was taken.
   * @param now epoch milliseconds; a clock that runs back counts as standing still
   */
  tryTake(key: string, limit: number, windowMs: number, now: number): boolean | Promise<boolean>;
}
