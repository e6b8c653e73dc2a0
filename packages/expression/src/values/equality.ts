import { Fault, typeFault } from '../fault.ts';
import { charge, type Frame } from '../frame.ts';
import { limits } from '../limits.ts';
import { compareDateTimes, DateTime } from './date-time.ts';
import { Duration } from './duration.ts';
import { comparableOf, isListValue, kindOf, type ObjectValue, type Value } from './value.ts';

/**
 * Equality of section 4.7. Null equals only null; numbers of both types compare by value. The members of lists and
 * objects are charged to the frame, where there is one.
 */
export function valuesEqual(a: Value, b: Value, frame?: Frame, depth = 0): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return false;
  const left = comparableOf(a);
  if (left !== undefined) {
    const right = comparableOf(b);
    return right !== undefined && left >= right && left <= right;
  }
  return typeof a === 'object' && typeof b === 'object' && objectsEqual(a, b, frame, depth);
}

function objectsEqual(a: Value & object, b: Value & object, frame: Frame | undefined, depth: number): boolean {
  if (a instanceof DateTime) return b instanceof DateTime && compareDateTimes(a, b) === 0;
  if (a instanceof Duration) return b instanceof Duration && a.ms === b.ms;
  if (a instanceof Temporal.PlainDate) return b instanceof Temporal.PlainDate && a.equals(b);
  if (a instanceof Temporal.PlainDateTime) return b instanceof Temporal.PlainDateTime && a.equals(b);
  if (depth > limits.dataDepth) throw tooDeep();
  if (isListValue(a) || isListValue(b)) return isListValue(a) && isListValue(b) && listsEqual(a, b, frame, depth);
  return kindOf(b) === 'object' && membersEqual(a as ObjectValue, b as ObjectValue, frame, depth);
}

export function tooDeep(): Fault {
  return new Fault('EXPR_DATA_TOO_DEEP', `the data is nested more than ${limits.dataDepth} levels deep`);
}

function listsEqual(a: readonly Value[], b: readonly Value[], frame: Frame | undefined, depth: number): boolean {
  if (a.length !== b.length) return false;
  if (frame !== undefined) charge(frame, a.length);
  return a.every((item, index) => valuesEqual(item, b[index] ?? null, frame, depth + 1));
}

/** What an object costs beside its members: a Map is made of it. */
const objectCost = 8;

function membersEqual(a: ObjectValue, b: ObjectValue, frame: Frame | undefined, depth: number): boolean {
  const left = entriesOf(a);
  const right = new Map(entriesOf(b));
  if (frame !== undefined) charge(frame, objectCost * (1 + left.length));
  return (
    left.length === right.size &&
    left.every(([name, value]) => right.has(name) && valuesEqual(value, right.get(name)!, frame, depth + 1))
  );
}

/** Members in the order of the JSON text. */
export function entriesOf(value: ObjectValue): [string, Value][] {
  return value instanceof Map ? [...value.entries()] : Object.entries(value);
}

/** Natural order of section 4.8, of two values of one kind; other pairs throw EXPR_VALUE_TYPE. */
export function compareValues(a: Value, b: Value): number {
  const left = comparableOf(a);
  const right = comparableOf(b);
  if (left !== undefined && right !== undefined) return order(left, right);
  if (typeof a === 'string' && typeof b === 'string') return order(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof DateTime && b instanceof DateTime) return compareDateTimes(a, b);
  if (a instanceof Duration && b instanceof Duration) return order(a.ms, b.ms);
  if (a instanceof Temporal.PlainDate && b instanceof Temporal.PlainDate) return Temporal.PlainDate.compare(a, b);
  if (a instanceof Temporal.PlainDateTime && b instanceof Temporal.PlainDateTime)
    return Temporal.PlainDateTime.compare(a, b);
  throw typeFault(`${kindOf(a)} and ${kindOf(b)} have no common order`);
}

function order<T extends string | number | bigint>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
