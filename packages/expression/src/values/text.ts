import { typeFault } from '../fault.ts';
import { DateTime, dateTimeText, plainText, withOffset } from './date-time.ts';
import { decimalText, WholeDecimal } from './decimal.ts';
import { Duration } from './duration.ts';
import { kindOf, type Value } from './value.ts';

/** A scalar as toString gives it (section 11.3); lists and objects have no text. A bare whole number is an integer. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value + 0) : decimalText(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof WholeDecimal) return decimalText(value.value);
  if (value instanceof DateTime) return dateTimeText(withOffset(value, 0), true);
  if (value instanceof Duration) return String(value.ms);
  if (value instanceof Temporal.PlainDateTime) return plainText(value, true);
  if (value instanceof Temporal.PlainDate) return value.toString();
  throw typeFault(`${kindOf(value) === 'list' ? 'a list' : 'an object'} has no text form`);
}
