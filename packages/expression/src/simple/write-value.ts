import { writeString } from '../editor/write-text.ts';
import type { RowValue, ScalarValue } from './condition.ts';
import { fieldText } from './field-text.ts';

/** A value as the language writes it; empty where it has no literal form, so that the diagnostics point at the place. */
export function writeValue(value: RowValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `[${writeItems(value).join(', ')}]`;
  if (typeof value === 'object' && 'field' in value) return fieldText(value.field);
  return writeScalar(value as ScalarValue);
}

/** A list holds elements of one type: one fraction among whole numbers makes all of them decimals. */
function writeItems(items: readonly ScalarValue[]): string[] {
  const isDecimal = items.some((item) => typeof item === 'number' && !Number.isInteger(item));
  return items.map((item) =>
    typeof item === 'number' && isDecimal ? asDecimal(writeNumber(item)) : writeScalar(item),
  );
}

function writeScalar(value: ScalarValue): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return writeNumber(value);
    case 'boolean':
      return String(value);
    default:
      return `${value.type === 'duration' ? 'toDuration' : 'date'}(${writeString(value.value)})`;
  }
}

function asDecimal(digits: string): string {
  return digits === '' || digits.includes('.') ? digits : `${digits}.0`;
}

/** Digits without an exponent, which the language does not have. Integers beyond the safe range are written as decimals. */
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) return '';
  const shortest = String(value);
  const exponentAt = shortest.indexOf('e');
  if (exponentAt === -1) return Number.isInteger(value) && !Number.isSafeInteger(value) ? `${shortest}.0` : shortest;
  const digits = shortest.slice(0, exponentAt).replace(/[-.]/g, '');
  const exponent = Number(shortest.slice(exponentAt + 1));
  const sign = value < 0 ? '-' : '';
  return exponent < 0
    ? `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
    : `${sign}${digits.padEnd(exponent + 1, '0')}.0`;
}
