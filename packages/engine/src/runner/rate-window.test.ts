import { describe, expect, it } from 'vitest';
import { RateWindow } from './rate-window.ts';

describe('the rate window of intake', () => {
  it('J98 lets no more than the limit through in any one second', () => {
    const window = new RateWindow(5_000);
    let taken = 0;
    for (let ms = 0; ms < 1_000; ms += 1)
      for (let burst = 0; burst < 10; burst += 1) taken += window.tryTake(1, ms) ? 1 : 0;
    expect(taken).toBe(5_000);
  });

  it('slides: what was taken late in a second still counts early in the next', () => {
    const window = new RateWindow(100);
    expect(window.tryTake(100, 900)).toBe(true);
    expect(window.tryTake(1, 1_100)).toBe(false);
    expect(window.tryTake(100, 1_900)).toBe(true);
  });

  it('takes a batch whole or not at all', () => {
    const window = new RateWindow(10);
    expect(window.tryTake(8, 0)).toBe(true);
    expect(window.tryTake(3, 0)).toBe(false);
    expect(window.tryTake(2, 0)).toBe(true);
  });

  it('forgets everything after a long silence, and survives a clock that steps back', () => {
    const window = new RateWindow(10);
    expect(window.tryTake(10, 5_000)).toBe(true);
    expect(window.tryTake(1, 4_000)).toBe(false);
    expect(window.tryTake(10, 3_600_000)).toBe(true);
  });
});
