import type { CustomAuthentication } from '@cairn/model';
import { readJsonPath } from './json-path.ts';

type CacheUnit = NonNullable<CustomAuthentication['cacheDuration']>['timeUnit'];

/** Months and years as 30 and 365 days. */
const unitMs: Readonly<Record<CacheUnit, number>> = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  months: 30 * 86_400_000,
  years: 365 * 86_400_000,
};

const defaultLifetimeMs = unitMs.hours;
/** A token is given up this long before the expiry its answer states. */
const marginMs = unitMs.minutes;

/**
 * How long a token may be reused, in milliseconds: `duration` as written, the answer's own expiry less one minute, or
 * one hour. 0 = not kept, which is also the case when the answer lacks the expiry it should state.
 */
export function tokenLifetimeMs(cache: CustomAuthentication['cacheDuration'], answerText: string): number {
  if (!cache) return defaultLifetimeMs;
  if ('duration' in cache) return cache.duration * unitMs[cache.timeUnit];
  const stated = Number(readJsonPath(answerText, cache.expiryInResponse) ?? Number.NaN);
  if (!Number.isFinite(stated)) return 0;
  return Math.max(0, stated * unitMs[cache.timeUnit] - marginMs);
}
