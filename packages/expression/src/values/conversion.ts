import { Fault, show, typeFault } from '../fault.ts';
import type { JsonValue } from '../json.ts';
import type { ListType, ScalarType, TypeName } from '../type.ts';
import { type DateParts, parseDateText } from './date-text.ts';
import { DateTime, dateTimeFromParts, localMsOf, plainFromLocal } from './date-time.ts';
import { WholeDecimal } from './decimal.ts';
import { Duration, parseDuration } from './duration.ts';
import { integerFromWhole, isInteger } from './integer.ts';
import { elementTypeOf, isListType, isListValue, kindOf, numberOf, type Value, type ValueTypes } from './value.ts';

/** Text as a dateTime: without offset or zone it is UTC, a date alone midnight UTC. */
export function toDateTime(text: string): DateTime {
  return dateTimeFromParts(parseDateText(text));
}

/** Text as a wall clock: the offset is dropped, a date alone is midnight. */
export function toPlainDateTime(text: string): Temporal.PlainDateTime {
  return plainFromParts(parseDateText(text));
}

export function plainFromParts(parts: DateParts): Temporal.PlainDateTime {
  if (parts.time?.zone !== undefined) dateTimeFromParts(parts); // an unknown zone never passes
  return plainFromLocal(localMsOf(parts), (parts.time?.nanosecond ?? 0) % 1_000_000);
}

/** Text as a calendar date, as written. */
export function toPlainDate(text: string): Temporal.PlainDate {
  return plainFromParts(parseDateText(text)).toPlainDate();
}

/** The literal form `date("...")`: the shape of the text picks the type (section 4.2). */
export function dateByShape(text: string): Temporal.PlainDate | Temporal.PlainDateTime | DateTime {
  const parts = parseDateText(text);
  if (parts.time === undefined) return new Temporal.PlainDate(parts.year, parts.month, parts.day);
  const isLocal = parts.time.offsetSeconds === undefined && parts.time.zone === undefined;
  return isLocal ? plainFromParts(parts) : dateTimeFromParts(parts);
}

/** How a value must be brought to the type that its place wants. `undefined`: it cannot. */
type Reading = (value: Value) => Value | undefined;

/** Values of undeclared fields: kinds must fit; text is parsed where only dates or durations fit (section 4.5). */
const readings: Readonly<Record<ScalarType, Reading>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  integer: (value) => (isInteger(value) ? value : undefined),
  decimal: (value) => numberOf(value),
  dateTime: (value) => (typeof value === 'string' ? toDateTime(value) : instance(value, DateTime)),
  dateTimeOnly: (value) => (typeof value === 'string' ? readPlain(value) : instance(value, Temporal.PlainDateTime)),
  dateOnly: (value) => (typeof value === 'string' ? toPlainDate(value) : instance(value, Temporal.PlainDate)),
  duration: (value) => (typeof value === 'string' ? parseDuration(value) : instance(value, Duration)),
};

function instance<T extends Value & object>(value: Value, type: abstract new (...args: never[]) => T): T | undefined {
  return value instanceof type ? value : undefined;
}

/** Text with an offset is a dateTime, which no dateTimeOnly place takes. */
function readPlain(text: string): Temporal.PlainDateTime | undefined {
  const parts = parseDateText(text);
  const hasOffset = parts.time?.offsetSeconds !== undefined || parts.time?.zone !== undefined;
  return hasOffset ? undefined : plainFromParts(parts);
}

/** Brings a value of unknown static type to `type`; throws EXPR_VALUE_TYPE (stage `type`) when its kind does not fit. */
export function readAs<T extends TypeName>(value: Value, type: T): ValueTypes[T] | null {
  if (value === null || type === 'any') return value as ValueTypes[T] | null;
  const read = isListType(type) ? readList(value, type) : readOne(value, type);
  if (read === undefined) throw typeFault(`${show(value)} is ${titleOf(kindOf(value))}, not ${titleOf(type)}`);
  return read as ValueTypes[T];
}

function readOne(value: Value, type: TypeName): Value | undefined {
  if (type === 'object') return kindOf(value) === 'object' ? value : undefined;
  return readings[type as ScalarType](value);
}

function readList(value: Value, type: ListType): Value | undefined {
  if (!isListValue(value)) return undefined;
  const element = elementTypeOf(type);
  return element === 'any' ? value : value.map((item) => readAs(item, element));
}

/** Payload values of declared fields (section 4.6); dates also as epoch milliseconds, durations as milliseconds. */
const decodings: Readonly<Record<ScalarType, Reading>> = {
  ...readings,
  dateTime: (value) => (typeof value === 'number' ? new DateTime(Math.trunc(value), 0, 0) : readings.dateTime(value)),
  dateTimeOnly: (value) => (typeof value === 'string' ? toPlainDateTime(value) : undefined),
  duration: (value) =>
    typeof value === 'number' ? new Duration(integerFromWhole(Math.trunc(value))) : readings.duration(value),
};

/** Decodes a payload value by its declared type; throws EXPR_FIELD_VALUE when it does not fit. */
export function decode(value: JsonValue | undefined, type: TypeName): Value {
  if (value === undefined || value === null) return null;
  if (type === 'any' || type === 'null') return value;
  const decoded = isListType(type) ? decodeList(value, type) : decodeOne(value, type);
  if (decoded !== undefined) return decoded;
  throw new Fault('EXPR_FIELD_VALUE', `the field holds ${show(value)}, which is not ${titleOf(type)} as declared`);
}

function decodeOne(value: JsonValue, type: TypeName): Value | undefined {
  if (type === 'object') return kindOf(value) === 'object' ? value : undefined;
  return decodings[type as ScalarType](value);
}

function decodeList(value: JsonValue, type: ListType): Value | undefined {
  if (!isListValue(value)) return undefined;
  const element = elementTypeOf(type);
  return element === 'any' || element === 'object' ? value : value.map((item) => decode(item as JsonValue, element));
}

/** Types with their article, for messages. */
export function titleOf(type: TypeName | 'list'): string {
  return type === 'integer' || type === 'object' || type === 'any' ? `an ${type}` : `a ${type}`;
}

/** True for a WholeDecimal or a bare number that is no integer. */
export function isDecimalValue(value: Value): boolean {
  return value instanceof WholeDecimal || kindOf(value) === 'decimal';
}
