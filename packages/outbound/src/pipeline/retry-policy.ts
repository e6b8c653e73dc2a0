import type { OutboundError } from '../outbound-error.ts';
import { type Answer, headerValue } from '../transport/wire-request.ts';
import { HttpStatusError } from './http-status-error.ts';

/** Spacing of the three retries (section 22), each spread by a quarter up or down. */
const baseDelaysMs = [200, 400, 800] as const;
const jitter = 0.25;

/**
 * How long to wait before the next try, or null when there is none: the failure is final or three retries were made.
 * The endpoint's own Retry-After counts when it is longer.
 *
 * @param retriesMade 0 after the first try
 * @param random from 0 (inclusive) to 1
 */
export function retryDelayMs(
  failure: OutboundError,
  retriesMade: number,
  random: () => number,
  now: number,
): number | null {
  const baseMs = baseDelaysMs[retriesMade];
  if (!failure.retryable || baseMs === undefined) return null;
  const spreadMs = baseMs * (1 - jitter + 2 * jitter * random());
  return failure instanceof HttpStatusError ? Math.max(spreadMs, retryAfterMs(failure.answer, now)) : spreadMs;
}

/** Retry-After in milliseconds (RFC 9110, section 10.2.3): seconds or a date; 0 when absent or not understood. */
function retryAfterMs(answer: Answer, now: number): number {
  const text = headerValue(answer, 'retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
