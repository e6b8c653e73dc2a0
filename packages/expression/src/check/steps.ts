import type { LoopVariableName, Step } from '../ast.ts';
import type { FieldSchema } from '../catalogue.ts';
import type { Frame } from '../frame.ts';
import { charge } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import type { TypeName } from '../type.ts';
import { isScalarType, listTypeOf } from '../values/value.ts';
import { checkAccess } from './access.ts';
import type { Checker, ElementType } from './checker.ts';

/** Reads payload JSON, not yet decoded; undefined and null are both absence. */
export type Raw = (frame: Frame) => JsonValue | undefined;

/** Makes a reader; called once the whole text is sound. */
export type RawReader = () => Raw;

/** What a path leads to, and how it is read. */
export interface Path extends ElementType {
  readonly read: RawReader;
}

/** Steps from left to right (section 7.2); null stays null. */
export function checkSteps(
  checker: Checker,
  start: ElementType,
  steps: readonly Step[],
  variable: LoopVariableName,
  read: RawReader,
): Path {
  let path: Path = { ...start, read };
  for (const step of steps) {
    checker.nodeCount++;
    path = step.kind === 'field' ? fieldPath(path, step.name.text) : checkAccess(checker, path, step, variable);
  }
  return path;
}

function fieldPath(path: Path, name: string): Path {
  const { read } = path;
  const member = memberSchema(path, name);
  return { ...member, read: () => emitMember(read(), name) };
}

/** The static type of a property (section 7.2). */
export function memberSchema(of: ElementType, name: string): ElementType {
  if (of.type === 'any' || of.type === 'listAny') return { type: of.type };
  if (of.type === 'object') return known(declared(of.schema, name));
  if (of.type === 'listObject') return spread(declared(of.schema, name));
  return isScalarType(of.type) || of.type === 'null' ? { type: 'null' } : { type: 'listAny' };
}

function declared(schema: FieldSchema | undefined, name: string): FieldSchema | undefined {
  const fields = schema?.fields;
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function known(schema: FieldSchema | undefined): ElementType {
  return schema === undefined ? { type: 'any' } : { type: schema.type, schema };
}

/** The property of every element: lists are spliced in, so a list of lists does not come about [A13]. */
function spread(schema: FieldSchema | undefined): ElementType {
  if (schema === undefined || schema.type === 'any') return { type: 'listAny' };
  return { type: spreadType(schema.type), schema };
}

function spreadType(type: TypeName): TypeName {
  if (isScalarType(type)) return listTypeOf(type);
  return type === 'object' ? 'listObject' : type;
}

function emitMember(read: Raw, name: string): Raw {
  const own = memberReader(name);
  return (frame) => {
    const value = read(frame);
    if (value === null || typeof value !== 'object') return null;
    if (!Array.isArray(value)) return own(value);
    charge(frame, value.length);
    return spreadMember(value, own, frame);
  };
}

type Member = (value: JsonValue) => JsonValue | undefined;

/**
 * Reads an own property. Payloads are plain JSON, so a name that Object.prototype does not have cannot be inherited;
 * only the few that it has (`constructor`, `__proto__`, ...) need the slower test.
 */
export function memberReader(name: string): Member {
  const isInheritable = name in Object.prototype;
  return (value) => {
    if (value instanceof Map) return value.get(name);
    const record = value as { readonly [key: string]: JsonValue };
    return isInheritable && !Object.hasOwn(record, name) ? undefined : record[name];
  };
}

/** Null where an element lacks the property. Lists of lists are walked down, which the depth of the data bounds. */
function spreadMember(list: readonly JsonValue[], own: Member, frame: Frame): JsonValue[] {
  const found: JsonValue[] = [];
  const pending: Iterator<JsonValue>[] = [list.values()];
  while (pending.length > 0) {
    const { done, value: item } = pending[pending.length - 1]!.next();
    if (done) pending.pop();
    else if (Array.isArray(item)) pending.push(chargedValues(item, frame));
    else addMember(found, item, own, frame);
  }
  return found;
}

function chargedValues(list: readonly JsonValue[], frame: Frame): Iterator<JsonValue> {
  charge(frame, list.length);
  return list.values();
}

function addMember(found: JsonValue[], item: JsonValue, own: Member, frame: Frame): void {
  const value = item === null || typeof item !== 'object' ? null : (own(item) ?? null);
  if (!Array.isArray(value)) {
    found.push(value);
    return;
  }
  charge(frame, value.length);
  for (const inner of value) found.push(inner);
}
