import type { TypeName } from '@cairn/expression';
import { isJsonObject } from '../json/json-value.ts';

const time = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?`;
const patterns = {
  dateOnly: /^\d{4}-\d{2}-\d{2}$/,
  dateTimeOnly: new RegExp(`^\\d{4}-\\d{2}-\\d{2}[Tt]${time}$`),
  dateTime: new RegExp(`^\\d{4}-\\d{2}-\\d{2}[Tt]${time}([Zz]|[+-]([01]\\d|2[0-3])(:?[0-5]\\d)?)$`),
  duration: /^[+-]?P(?=.)([+-]?\d+D)?(T(?=.)([+-]?\d+H)?([+-]?\d+M)?([+-]?\d+([.,]\d{0,9})?S)?)?$/i,
} as const;

/** Which of the three date types a text is written in, or null for other text (section 4.2 of the language). */
export const dateTypeOf = (text: string): 'dateOnly' | 'dateTimeOnly' | 'dateTime' | null => {
  for (const type of ['dateOnly', 'dateTimeOnly', 'dateTime'] as const) {
    if (patterns[type].test(text)) return isCalendarDate(text) ? type : null;
  }
  return null;
};

/** The same spelling of a value as the language's own decoder accepts, without any conversion between types. */
const checks: Readonly<Record<Exclude<TypeName, `list${string}`>, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'bigint' || Number.isInteger(value),
  decimal: (value) => typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)),
  boolean: (value) => typeof value === 'boolean',
  dateOnly: (value) => typeof value === 'string' && dateTypeOf(value) === 'dateOnly',
  dateTimeOnly: (value) => typeof value === 'string' && dateTypeOf(value) === 'dateTimeOnly',
  // Epoch milliseconds are a spelling of a dateTime, and a count of milliseconds one of a duration (language, 4.6).
  dateTime: (value) => Number.isInteger(value) || (typeof value === 'string' && dateTypeOf(value) === 'dateTime'),
  duration: (value) => Number.isInteger(value) || (typeof value === 'string' && patterns.duration.test(value)),
  object: isJsonObject,
  any: () => true,
  null: (value) => value === null,
};

/** Whether a JSON value is one of the type; nulls may stand inside lists, and null itself fits no type but any and null. */
export const fitsType = (type: TypeName, value: unknown): boolean => {
  const element = elementTypeOf(type);
  if (element === null) return checks[type as keyof typeof checks](value);
  return Array.isArray(value) && value.every((item) => item === null || fitsType(element, item));
};

/** Type of the elements of a list type; null for a type that is no list. */
export const elementTypeOf = (type: TypeName): TypeName | null => {
  if (!type.startsWith('list')) return null;
  return (type.charAt(4).toLowerCase() + type.slice(5)) as TypeName;
};

/** The list type with the given elements; listAny when the language has no such list. */
export const listTypeOf = (element: TypeName): TypeName =>
  element === 'any' || element === 'null' || elementTypeOf(element) !== null
    ? 'listAny'
    : (`list${element.charAt(0).toUpperCase()}${element.slice(1)}` as TypeName);

/** What a JSON value is called in messages. */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  return typeof value === 'bigint' ? 'integer' : typeof value;
};

const isCalendarDate = (text: string): boolean => {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number) as [
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Temporal.PlainYearMonth(year, month).daysInMonth;
};
