import { Fault } from '../fault.ts';
import type { DateParts } from './date-text.ts';
import { fractionText } from './date-text.ts';
import type { Duration } from './duration.ts';
import { offsetAt, plainToEpochMs } from './zone.ts';

/** Milliseconds from the epoch that Temporal and Date can hold. */
const maxEpochMs = 8.64e15;

/**
 * An instant and the offset it was written with (section 10.4). Kept as numbers rather than a ZonedDateTime because
 * conditions mostly compare instants: two subtractions instead of two calls.
 */
export class DateTime {
  /** Whole milliseconds since the epoch. */
  readonly epochMs: number;
  /** Nanoseconds within the millisecond, 0 to 999,999. */
  readonly nanos: number;
  readonly offsetSeconds: number;

  constructor(epochMs: number, nanos: number, offsetSeconds: number) {
    if (!(Math.abs(epochMs) <= maxEpochMs)) throw new Fault('EXPR_OVERFLOW', 'the date is out of range');
    this.epochMs = epochMs;
    this.nanos = nanos;
    this.offsetSeconds = offsetSeconds;
  }

  toString(): string {
    return dateTimeText(this);
  }
}

export function compareDateTimes(a: DateTime, b: DateTime): number {
  return a.epochMs - b.epochMs || a.nanos - b.nanos;
}

export function dateTimeFromInstant(instant: Temporal.Instant, offsetSeconds = 0): DateTime {
  const nanos = Number(((instant.epochNanoseconds % 1_000_000n) + 1_000_000n) % 1_000_000n);
  return new DateTime(instant.epochMilliseconds, nanos, offsetSeconds);
}

/** Text without offset or zone is UTC, a date alone midnight UTC (toDateTime, section 11.3). */
export function dateTimeFromParts(parts: DateParts): DateTime {
  const { time } = parts;
  const localMs = localMsOf(parts);
  const nanos = time === undefined ? 0 : time.nanosecond % 1_000_000;
  if (time?.zone === undefined) return atOffset(localMs, nanos, time?.offsetSeconds ?? 0);
  // The zone is resolved even behind an offset, so that an unknown one never passes.
  const zoned = inZone(localMs, nanos, time.zone);
  return time.offsetSeconds === undefined ? zoned : atOffset(localMs, nanos, time.offsetSeconds);
}

function atOffset(localMs: number, nanos: number, offsetSeconds: number): DateTime {
  return new DateTime(localMs - offsetSeconds * 1000, nanos, offsetSeconds);
}

/** The wall clock of the parts as if it were UTC. */
export function localMsOf({ year, month, day, time }: DateParts): number {
  const dayMs = daysFromCivil(year, month, day) * 86_400_000;
  if (time === undefined) return dayMs;
  const seconds = (time.hour * 60 + time.minute) * 60 + time.second;
  return dayMs + seconds * 1000 + Math.floor(time.nanosecond / 1_000_000);
}

/** Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant's days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** A wall clock in a zone: a skipped time moves forward by the gap, a repeated one is the earlier (section 10.4). */
export function inZone(localMs: number, nanos: number, zone: string): DateTime {
  const epochMs = plainToEpochMs(plainFromLocal(localMs, 0), zone);
  return new DateTime(epochMs, nanos, offsetAt(zone, epochMs));
}

export function dateTimeFromPlain(plain: Temporal.PlainDateTime, zone: string): DateTime {
  const epochMs = plainToEpochMs(plain, zone);
  return new DateTime(epochMs, plain.microsecond * 1000 + plain.nanosecond, offsetAt(zone, epochMs));
}

export function withOffset(value: DateTime, offsetSeconds: number): DateTime {
  return new DateTime(value.epochMs, value.nanos, offsetSeconds);
}

/** The wall clock at the value's own offset. */
export function plainOf(value: DateTime): Temporal.PlainDateTime {
  return plainFromLocal(value.epochMs + value.offsetSeconds * 1000, value.nanos);
}

export function plainFromLocal(localMs: number, nanos: number): Temporal.PlainDateTime {
  const date = new Date(localMs);
  return new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
    Math.floor(nanos / 1000),
    nanos % 1000,
  );
}

/** Elapsed time; the offset is kept (section 6.8). */
export function addToDateTime(value: DateTime, duration: Duration): DateTime {
  return new DateTime(value.epochMs + Number(duration.ms), value.nanos, value.offsetSeconds);
}

export function addToPlain(value: Temporal.PlainDateTime, duration: Duration): Temporal.PlainDateTime {
  try {
    return value.add({ milliseconds: Number(duration.ms) });
  } catch {
    throw new Fault('EXPR_OVERFLOW', 'the date is out of range');
  }
}

/** JSON text (section 10.2); `isShort` leaves out seconds that are zero, as toString does [A20]. */
export function dateTimeText(value: DateTime, isShort = false): string {
  const localMs = value.epochMs + value.offsetSeconds * 1000;
  const iso = new Date(localMs).toISOString();
  const millis = ((value.epochMs % 1000) + 1000) % 1000;
  return `${clockText(iso.slice(0, -5), millis * 1_000_000 + value.nanos, isShort)}${offsetText(value.offsetSeconds)}`;
}

export function plainText(value: Temporal.PlainDateTime, isShort = false): string {
  const nanosecond = value.millisecond * 1_000_000 + value.microsecond * 1000 + value.nanosecond;
  return clockText(value.toString({ smallestUnit: 'second', roundingMode: 'trunc' }), nanosecond, isShort);
}

function clockText(toSeconds: string, nanosecond: number, isShort: boolean): string {
  if (isShort && nanosecond === 0 && toSeconds.endsWith(':00')) return toSeconds.slice(0, -3);
  return toSeconds + fractionText(nanosecond);
}

/** `Z`, or sign, hours and minutes; seconds only for the historical offsets that have them. */
function offsetText(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'Z';
  const size = Math.abs(offsetSeconds);
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const text = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  const tail = seconds === 0 ? '' : `:${String(seconds).padStart(2, '0')}`;
  return `${offsetSeconds < 0 ? '-' : '+'}${text}${tail}`;
}
