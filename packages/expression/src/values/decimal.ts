import { Fault } from '../fault.ts';

/** A decimal result must be a finite double; JSON has no text for the others. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new Fault('EXPR_OVERFLOW', 'the result is beyond the greatest decimal');
}

/** Division by zero gives 0 [A10]. */
export function divideDecimals(a: number, b: number): number {
  return b === 0 ? 0 : finite(a / b);
}

/** Sign of the left operand; by zero gives 0 [A10]. */
export function decimalRemainder(a: number, b: number): number {
  return b === 0 ? 0 : a % b;
}

/** Shortest text that reads back, with `.0` when whole (toString, section 11.3). */
export function decimalText(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}

/** Text to decimal: sign, digits, fraction, exponent; outer white space ignored; undefined when it is none. */
export function decimalFromText(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(trimmed)) return undefined;
  return finite(Number(trimmed));
}

/**
 * A decimal without fraction among values whose static type is not known, where a bare whole number is an integer
 * (section 4.6). Decimals with a static type are bare numbers.
 */
export class WholeDecimal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  toString(): string {
    return decimalText(this.value);
  }
}

/** A decimal as it stands among values of unknown static type. */
export function boxDecimal(value: number): number | WholeDecimal {
  return Number.isSafeInteger(value) ? new WholeDecimal(value) : value;
}
