import { Fault } from '../fault.ts';
import type { JsonValue } from '../json.ts';
import { limits } from '../limits.ts';
import { DateTime, dateTimeText, plainText } from './date-time.ts';
import { WholeDecimal } from './decimal.ts';
import { Duration, durationText } from './duration.ts';
import { entriesOf, tooDeep } from './equality.ts';
import type { Integer } from './integer.ts';
import { isListValue, type ObjectValue, type Value } from './value.ts';

/** A value in its JSON form (section 4.1); objects of the payload are handed on as they are. Throws when too large. */
export function toJson(value: Value): JsonValue {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    requireSize(value.length);
    return value;
  }
  if (isScalarObject(value)) return scalarText(value);
  const json = isListValue(value) ? value.map(elementJson) : value;
  requireSize(sizeOf(json, 0, limits.resultLength));
  return json as JsonValue;
}

type ScalarObject = bigint | WholeDecimal | DateTime | Duration | Temporal.PlainDate | Temporal.PlainDateTime;

/** Scalars that are objects here; all but decimals and large integers are text in JSON. */
export function isScalarObject(value: Exclude<Value, null>): value is ScalarObject {
  return (
    typeof value === 'bigint' ||
    value instanceof WholeDecimal ||
    value instanceof DateTime ||
    value instanceof Duration ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainDateTime
  );
}

function scalarText(value: ScalarObject): string | Integer {
  if (typeof value === 'bigint') return value;
  if (value instanceof WholeDecimal) return value.value;
  if (value instanceof DateTime) return dateTimeText(value);
  if (value instanceof Duration) return durationText(value);
  return value instanceof Temporal.PlainDateTime ? plainText(value) : value.toString();
}

function elementJson(value: Value): Value {
  return value !== null && isScalarObject(value) ? scalarText(value) : value;
}

function requireSize(size: number): void {
  if (size <= limits.resultLength) return;
  throw new Fault('EXPR_RESULT_TOO_LARGE', `the result is larger than ${limits.resultLength} characters of JSON`);
}

/** About the length of the JSON text; counting stops soon after `limit`. */
function sizeOf(value: Value, depth: number, limit: number): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 6;
  if (depth > limits.dataDepth) throw tooDeep();
  let size = 2;
  if (isListValue(value)) {
    for (const item of value) if (size <= limit) size += sizeOf(item, depth + 1, limit - size);
    return size;
  }
  for (const [name, item] of entriesOf(value as ObjectValue))
    if (size <= limit) size += name.length + 4 + sizeOf(item, depth + 1, limit - size);
  return size;
}
