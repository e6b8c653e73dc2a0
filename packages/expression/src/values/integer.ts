import { Fault } from '../fault.ts';

/** A 64-bit integer in canonical form: a number when safe, else a bigint. Two equal integers are therefore `===`. */
export type Integer = number | bigint;

const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/** True for what JSON may hold as an integer: whole, and within 64 bits. */
export function isInteger(value: unknown): value is Integer {
  return typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'bigint' && isInRange(value);
}

function isInRange(value: bigint): boolean {
  return value >= least && value <= greatest;
}

/** Throws EXPR_OVERFLOW beyond 64 bits. */
export function integerFromBigInt(value: bigint): Integer {
  if (!isInRange(value)) throw new Fault('EXPR_OVERFLOW', `${value} does not fit a 64-bit integer`);
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

/** Of a whole double. Throws EXPR_OVERFLOW beyond 64 bits. */
export function integerFromWhole(value: number): Integer {
  if (Number.isSafeInteger(value)) return value + 0;
  if (!Number.isFinite(value)) throw new Fault('EXPR_OVERFLOW', `${value} does not fit a 64-bit integer`);
  return integerFromBigInt(BigInt(value));
}

export function addIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return integerFromBigInt(BigInt(a) + BigInt(b));
}

export function subtractIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return integerFromBigInt(BigInt(a) - BigInt(b));
}

/** Adding 0 turns the -0 of `0 * -5` into 0. */
export function multiplyIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return integerFromBigInt(BigInt(a) * BigInt(b));
}

/** Truncates toward zero; division by zero gives 0 [A10]. */
export function divideIntegers(a: Integer, b: Integer): Integer {
  if (b === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return integerFromBigInt(BigInt(a) / BigInt(b));
}

/** Sign of the left operand; by zero gives 0 [A10]. */
export function integerRemainder(a: Integer, b: Integer): Integer {
  if (b === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return integerFromBigInt(BigInt(a) % BigInt(b));
}

export function negateInteger(a: Integer): Integer {
  return typeof a === 'number' ? 0 - a : integerFromBigInt(-a);
}

/** Text to integer: optional sign and digits, outer white space ignored; undefined when it is none. */
export function integerFromText(text: string): Integer | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?[0-9]+$/.test(trimmed)) return undefined;
  const short = Number(trimmed);
  if (Number.isSafeInteger(short)) return short + 0;
  const digits = trimmed.replace(/^[+-]?0*/, '');
  const sign = trimmed.startsWith('-') ? -1n : 1n;
  if (digits.length > 19) throw new Fault('EXPR_OVERFLOW', `${digits.slice(0, 30)}... does not fit a 64-bit integer`);
  return integerFromBigInt(sign * BigInt(digits));
}
