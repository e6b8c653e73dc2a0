import { charge, type Frame } from '../frame.ts';
import { limits } from '../limits.ts';
import { DateTime } from './date-time.ts';
import { Duration } from './duration.ts';
import { entriesOf, tooDeep } from './equality.ts';
import { comparableOf, isListValue, type ObjectValue, type Value } from './value.ts';

/** A set of values under the equality of section 4.7, in constant time per value. Null is not kept. */
export class ValueSet {
  readonly #keys = new Set<unknown>();
  readonly #frame: Frame;

  constructor(frame: Frame, values: readonly Value[] = []) {
    this.#frame = frame;
    for (const value of values) if (value !== null) this.add(value);
  }

  /** True when the value was not in the set. */
  add(value: Exclude<Value, null>): boolean {
    const before = this.#keys.size;
    this.#keys.add(keyOf(value, this.#frame));
    return this.#keys.size > before;
  }

  has(value: Value): boolean {
    return value !== null && this.#keys.has(keyOf(value, this.#frame));
  }

  get size(): number {
    return this.#keys.size;
  }
}

/** Steps that making, hashing and keeping one key is worth. */
const keyCost = 12;

/** Equal values have equal keys: text under a mark of its kind, numbers as themselves. */
function keyOf(value: Exclude<Value, null>, frame: Frame): unknown {
  charge(frame, keyCost);
  if (typeof value === 'string') {
    charge(frame, value.length >> 4);
    return `s${value}`;
  }
  if (typeof value === 'boolean') return value;
  const number = comparableOf(value);
  if (number !== undefined) return numberKey(number);
  if (value instanceof DateTime) return `t${value.epochMs}.${value.nanos}`;
  if (value instanceof Duration) return `d${value.ms}`;
  if (value instanceof Temporal.PlainDate || value instanceof Temporal.PlainDateTime) return `p${value.toString()}`;
  return `o${canonicalText(value, frame, 0)}`;
}

/** A whole double beyond the safe range equals the bigint of its value. */
function numberKey(number: number | bigint): number | bigint {
  const isLarge = typeof number === 'number' && Number.isInteger(number) && !Number.isSafeInteger(number);
  return isLarge ? BigInt(number) : number;
}

/** Text that is the same for objects with the same members, whatever their order. */
function canonicalText(value: Value, frame: Frame, depth: number): string {
  charge(frame, keyCost);
  if (depth > limits.dataDepth) throw tooDeep();
  if (isListValue(value)) return `[${value.map((item) => canonicalText(item, frame, depth + 1)).join(',')}]`;
  if (typeof value === 'string') charge(frame, value.length >> 4);
  if (value === null || typeof value !== 'object')
    return typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
  const members = entriesOf(value as ObjectValue).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonicalText(item, frame, depth + 1)}`).join(',')}}`;
}
