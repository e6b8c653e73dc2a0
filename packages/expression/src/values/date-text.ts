import { Fault, show } from '../fault.ts';

/** A date text taken apart (section 10.1). `time` is absent for a date alone. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: TimeParts | undefined;
}

export interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999,999 */
  readonly nanosecond: number;
  readonly offsetSeconds: number | undefined;
  readonly zone: string | undefined;
}

const datePattern = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](.+))?$/;
const clockPattern = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?=$|[Zz+\-[])/;
/** Dots for colons; a third dotted group of exactly three digits is the milliseconds [A19]. */
const dottedPattern = /^(\d\d)\.(\d\d)(?:\.(\d\d)(?:\.(\d{3}))?)?(?=$|[Zz+\-[])/;
const zonePattern = /^([Zz]|[+-]\d\d(?::?\d\d)?)?(?:\[([^\][]+)\])?$/;

/** Throws EXPR_MALFORMED_DATE for text of another shape, EXPR_IMPOSSIBLE_DATE for members out of range. */
export function parseDateText(text: string): DateParts {
  const match = text.length > 120 ? null : datePattern.exec(text);
  if (match === null) throw malformed(text);
  const [, yearText, monthText, dayText, rest] = match;
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw impossible(text);
  return { year, month, day, time: rest === undefined ? undefined : parseTime(rest, text) };
}

function parseTime(rest: string, text: string): TimeParts {
  const clock = clockPattern.exec(rest) ?? dottedPattern.exec(rest);
  if (clock === null) throw malformed(text);
  const zone = zonePattern.exec(rest.slice(clock[0].length));
  if (zone === null) throw malformed(text);
  const hour = Number(clock[1]);
  const minute = Number(clock[2]);
  const second = Number(clock[3] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) throw impossible(text);
  const nanosecond = clock[4] === undefined ? 0 : Number(clock[4].padEnd(9, '0'));
  return { hour, minute, second, nanosecond, offsetSeconds: parseOffset(zone[1], text), zone: zone[2] };
}

/** Offsets run to 18 hours either way, as in ISO practice. */
function parseOffset(offset: string | undefined, text: string): number | undefined {
  if (offset === undefined) return undefined;
  if (offset === 'Z' || offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  if (minutes > 18 * 60 || Number(offset.slice(-2)) > 59) throw impossible(text);
  return (offset.startsWith('-') ? -minutes : minutes) * 60 + 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function malformed(text: string): Fault {
  return new Fault(
    'EXPR_MALFORMED_DATE',
    `${show(text)} is no date; write one like "2024-07-14" or "2024-07-14T08:30:00Z"`,
  );
}

function impossible(text: string): Fault {
  return new Fault('EXPR_IMPOSSIBLE_DATE', `${show(text)} names a day or time that does not exist`);
}

/** `.` and 3, 6 or 9 digits, empty for zero (section 10.2). */
export function fractionText(nanosecond: number): string {
  if (nanosecond === 0) return '';
  const digits = String(nanosecond).padStart(9, '0');
  if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`;
  return digits.endsWith('000') ? `.${digits.slice(0, 6)}` : `.${digits}`;
}
