import type { JsonValue } from '../json.ts';
import type { ListType, ScalarType } from '../type.ts';
import { DateTime } from './date-time.ts';
import { WholeDecimal } from './decimal.ts';
import { Duration } from './duration.ts';
import { type Integer, isInteger } from './integer.ts';

/** A JSON object of a payload; a Map where plain objects would lose the order of its keys. */
export type ObjectValue = { readonly [key: string]: JsonValue } | ReadonlyMap<string, JsonValue>;

/** What an expression evaluates to. Decimals are bare numbers where the static type says so, see WholeDecimal. */
export type Value =
  | null
  | boolean
  | string
  | Integer
  | WholeDecimal
  | Temporal.PlainDate
  | Temporal.PlainDateTime
  | DateTime
  | Duration
  | ObjectValue
  | ListValue;

export type ListValue = readonly Value[];

/** The representation of each type. */
export interface ValueTypes {
  string: string;
  integer: Integer;
  decimal: number;
  boolean: boolean;
  dateOnly: Temporal.PlainDate;
  dateTimeOnly: Temporal.PlainDateTime;
  dateTime: DateTime;
  duration: Duration;
  object: ObjectValue;
  any: Value;
  null: null;
  listString: readonly (string | null)[];
  listInteger: readonly (Integer | null)[];
  listDecimal: readonly (number | null)[];
  listBoolean: readonly (boolean | null)[];
  listDateOnly: readonly (Temporal.PlainDate | null)[];
  listDateTimeOnly: readonly (Temporal.PlainDateTime | null)[];
  listDateTime: readonly (DateTime | null)[];
  listDuration: readonly (Duration | null)[];
  listObject: readonly (ObjectValue | null)[];
  listAny: ListValue;
}

/** The kind a value shows by itself: what its static type would be had it been declared. */
export type ValueKind = ScalarType | 'null' | 'list' | 'object';

export function kindOf(value: Value): ValueKind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return isInteger(value) ? 'integer' : 'decimal';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: Exclude<Value, string | boolean | Integer>): ValueKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (value instanceof WholeDecimal) return 'decimal';
  if (value instanceof DateTime) return 'dateTime';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Temporal.PlainDateTime) return 'dateTimeOnly';
  return value instanceof Temporal.PlainDate ? 'dateOnly' : 'object';
}

export function isListValue(value: Value | undefined): value is ListValue {
  return Array.isArray(value);
}

/** A number of any kind as a double; undefined for other values. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof WholeDecimal ? value.value : undefined;
}

/** A number of any kind in a form that `<` and `>` order exactly. */
export function comparableOf(value: Value): Integer | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof WholeDecimal ? value.value : undefined;
}

export const scalarTypes = [
  'string',
  'integer',
  'decimal',
  'boolean',
  'dateOnly',
  'dateTimeOnly',
  'dateTime',
  'duration',
] as const satisfies readonly ScalarType[];

const listByScalar: Readonly<Record<ScalarType, ListType>> = {
  string: 'listString',
  integer: 'listInteger',
  decimal: 'listDecimal',
  boolean: 'listBoolean',
  dateOnly: 'listDateOnly',
  dateTimeOnly: 'listDateTimeOnly',
  dateTime: 'listDateTime',
  duration: 'listDuration',
};

const elementByList: ReadonlyMap<string, ScalarType> = new Map(
  scalarTypes.map((type) => [listByScalar[type], type] as const),
);

export function isScalarType(type: string): type is ScalarType {
  return Object.hasOwn(listByScalar, type);
}

export function isListType(type: string): type is ListType {
  return elementByList.has(type) || type === 'listObject' || type === 'listAny';
}

export function listTypeOf<T extends ScalarType>(type: T): `list${Capitalize<T>}` {
  return listByScalar[type] as `list${Capitalize<T>}`;
}

/** The scalar type of the elements; `object` for listObject, `any` for listAny. */
export function elementTypeOf(type: ListType): ScalarType | 'object' | 'any' {
  return elementByList.get(type) ?? (type === 'listObject' ? 'object' : 'any');
}
