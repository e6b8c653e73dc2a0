import type { TypeName } from '@cairn/expression';
import { fitsType } from '../schema/value-type.ts';

const maxInteger = 2n ** 63n;

/**
 * A JSON value as a literal of the language, of exactly the given scalar type; null when the value is not of the type.
 * Example: `literal('dateTime', '2024-07-14T08:30:00Z')` is `date("2024-07-14T08:30:00Z")`.
 */
export const literal = (type: TypeName, value: unknown): string | null => {
  if (!fitsType(type, value)) return null;
  switch (type) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'integer':
      return integerLiteral(value as number | bigint);
    case 'decimal':
      return decimalLiteral(Number(value));
    case 'dateOnly':
    case 'dateTimeOnly':
      return `date(${JSON.stringify(value)})`;
    case 'dateTime':
      return typeof value === 'string' ? `date(${JSON.stringify(value)})` : `toDateTime(${value})`;
    case 'duration':
      return `toDuration(${JSON.stringify(value)})`;
    default:
      return null;
  }
};

const integerLiteral = (value: number | bigint): string | null => {
  const exact = BigInt(value);
  return exact >= -maxInteger && exact < maxInteger ? exact.toString() : null;
};

/** The language writes decimals without exponent; a number that needs one goes through text. */
const decimalLiteral = (value: number): string => {
  const text = String(value);
  if (text.includes('e')) return `toDecimal(${JSON.stringify(text)})`;
  return text.includes('.') ? text : `${text}.0`;
};
