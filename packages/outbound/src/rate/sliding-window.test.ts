import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryRateSlots } from './memory-rate-slots.ts';
import { SlidingWindow } from './sliding-window.ts';

describe('SlidingWindow', () => {
  it('slides: 100 slots taken at 0.9 s leave none at 1.1 s, and all at 1.9 s', () => {
    const window = new SlidingWindow(1_000);
    const take = (times: number, now: number) =>
      Array.from({ length: times }, () => window.tryTake(100, now)).filter(Boolean).length;
    expect(take(150, 900)).toBe(100);
    expect(take(1, 1_100)).toBe(0);
    expect(take(1, 1_899)).toBe(0);
    expect(take(150, 1_900)).toBe(100);
  });

  it('agrees with counting one by one, whatever the times', () => {
    const steps = fc.array(fc.nat({ max: 40 }), { maxLength: 400 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200 }), (gaps, limit, windowMs) => {
        const window = new SlidingWindow(windowMs);
        const taken: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const isFree = taken.filter((at) => at > now - windowMs).length < limit;
          expect(window.tryTake(limit, now)).toBe(isFree);
          if (isFree) taken.push(now);
        }
      }),
    );
  });

  it('never grants more than the limit in a window longer than it remembers to the millisecond', () => {
    const dayMs = 86_400_000;
    const window = new SlidingWindow(dayMs);
    const taken: number[] = [];
    for (let now = 0; now < 3 * dayMs; now += 60_007) if (window.tryTake(500, now)) taken.push(now);
    for (const [index, at] of taken.entries()) {
      const before = taken[index - 500];
      if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(dayMs);
    }
    expect(taken.length).toBeGreaterThanOrEqual(1_499);
  });

  it('takes a lower limit at once', () => {
    const window = new SlidingWindow(1_000);
    for (let n = 0; n < 10; n += 1) window.tryTake(10, 0);
    expect(window.tryTake(5, 500)).toBe(false);
  });

  it('stands still when the clock runs back', () => {
    const window = new SlidingWindow(1_000);
    expect(window.tryTake(1, 5_000)).toBe(true);
    expect(window.tryTake(1, 0)).toBe(false);
    expect(window.tryTake(1, 6_000)).toBe(true);
  });
});

describe('MemoryRateSlots', () => {
  it('keeps keys apart', () => {
    const slots = new MemoryRateSlots();
    expect([slots.tryTake('a', 1, 1_000, 0), slots.tryTake('b', 1, 1_000, 0), slots.tryTake('a', 1, 1_000, 0)]).toEqual(
      [true, true, false],
    );
  });

  it('forgets windows whose slots are all free again', () => {
    const slots = new MemoryRateSlots();
    for (let n = 0; n < 10_000; n += 1) slots.tryTake(`host ${n}`, 10, 1_000, 0);
    for (let n = 0; n < 20_000; n += 1) slots.tryTake('busy', 1, 1_000, 5_000);
    expect(slots.size).toBe(1);
  });
});
