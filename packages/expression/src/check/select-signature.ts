import type { Signature } from '../functions/definition.ts';
import type { TypeName } from '../type.ts';
import { dateByShape } from '../values/conversion.ts';
import { parseDuration } from '../values/duration.ts';
import { elementTypeOf, isListType, isListValue, kindOf, type Value } from '../values/value.ts';

const dateTypes: readonly TypeName[] = ['dateTime', 'dateTimeOnly', 'dateOnly'];

/** The first signature that takes the values as they are; undefined when none does. */
export function selectSignature(candidates: readonly Signature[], values: readonly Value[]): Signature | undefined {
  const places = values.map((_value, index) => typesAt(candidates, index));
  const read = values.map((value, index) => readText(value, places[index]!));
  return candidates.find(({ params }) =>
    params.every(({ type }, index) => takes(type, read[index]!) || takesText(places[index]!, read[index]!)),
  );
}

function typesAt(candidates: readonly Signature[], index: number): readonly TypeName[] {
  return candidates.map(({ params }) => params[index]!.type);
}

/** Text where only dates or only durations fit is read as such; the shape of a date picks its type (section 4.5). */
function readText(value: Value, types: readonly TypeName[]): Value {
  if (typeof value !== 'string') return value;
  if (types.every((type) => type === 'duration')) return parseDuration(value);
  if (!types.every((type) => dateTypes.includes(type))) return value;
  const date = dateByShape(value);
  return types.includes(kindOf(date) as TypeName) ? date : value;
}

function takes(type: TypeName, value: Value): boolean {
  if (value === null || type === 'any') return true;
  if (isListType(type)) return isListValue(value) && listFits(value, elementTypeOf(type));
  const kind = kindOf(value);
  return kind === type || (type === 'decimal' && kind === 'integer');
}

/** Text of a shape that no type of the place has is converted to the first of them. */
function takesText(types: readonly TypeName[], value: Value): boolean {
  return typeof value === 'string' && types.every((type) => dateTypes.includes(type));
}

function listFits(list: readonly Value[], element: TypeName | 'object'): boolean {
  return element === 'any' || list.every((item) => fitsElement(item, element));
}

function fitsElement(item: Value, element: TypeName | 'object'): boolean {
  if (item === null) return true;
  const kind = kindOf(item);
  return kind === element || (element === 'decimal' && kind === 'integer');
}
