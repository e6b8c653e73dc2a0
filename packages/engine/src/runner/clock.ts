import type { Clock } from '../ports.ts';

/** Node clamps longer timers to 1 ms, so a far deadline is approached in stages. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, callback) {
    const delay = Math.max(0, at - Date.now());
    const timer = setTimeout(callback, Math.min(delay, longestTimerMs));
    return () => clearTimeout(timer);
  },
};
