import type { FieldSchema, JsonValue } from '@cairn/expression';
import { entriesOf, isJsonObject } from '../json/json-value.ts';
import type { FieldType } from './field-type.ts';
import { dateTypeOf, listTypeOf } from './value-type.ts';

/**
 * Type of a sample value: texts in one of the three ISO date shapes are dates, numbers with a fraction decimals.
 * A list has the type of its elements, nulls left aside; integers beside decimals make a listDecimal, any other
 * mixture, an empty list and a list of lists a listAny. null is any.
 */
export const inferType = (value: JsonValue): FieldType => {
  if (typeof value === 'string') return dateTypeOf(value) ?? 'string';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return inferListType(value);
  return isJsonObject(value) ? 'object' : 'any';
};

const inferListType = (items: readonly JsonValue[]): FieldType => {
  const types = new Set(items.filter((item) => item !== null).map(inferType));
  if (types.size === 2 && types.has('integer') && types.has('decimal')) return 'listDecimal';
  const [only] = types;
  return types.size === 1 && only !== undefined ? (listTypeOf(only) as FieldType) : 'listAny';
};

/** Declared shape of a sample, for expressions that read what looks like it. The first object of a list defines its members. */
export const inferSchema = (value: JsonValue): FieldSchema => {
  const type = inferType(value);
  const members = type === 'listObject' ? firstObject(value) : value;
  if (!isJsonObject(members)) return { type };
  return { type, fields: Object.fromEntries(entriesOf(members).map(([name, item]) => [name, inferSchema(item)])) };
};

/** The first object of a list, which alone defines its members. */
export const firstObject = (value: JsonValue): JsonValue | undefined =>
  Array.isArray(value) ? value.find((item) => isJsonObject(item)) : undefined;
