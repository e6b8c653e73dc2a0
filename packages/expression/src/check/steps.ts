import type { LoopVariableName, Step } from '../ast.ts';
import type { FieldSchema } from '../catalogue.ts';
import type { Frame } from '../frame.ts';
import { charge } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import { limits } from '../limits.ts';
import type { TypeName } from '../type.ts';
import { tooDeep } from '../values/equality.ts';
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
  /** Reads a member of what stands here with one closure less; where the host of the path offers it. */
  readonly readMember?: (name: string) => Raw;
}

/** Steps from left to right (section 7.2); null stays null. */
export function checkSteps(checker: Checker, start: Path, steps: readonly Step[], variable: LoopVariableName): Path {
  let path = start;
  for (const step of steps) {
    checker.nodeCount++;
    path = step.kind === 'field' ? fieldPath(path, step.name.text) : checkAccess(checker, path, step, variable);
  }
  return path;
}

function fieldPath(path: Path, name: string): Path {
  const { read, readMember } = path;
  const member = memberSchema(path, name);
  return { ...member, read: () => readMember?.(name) ?? emitMember(read(), name) };
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
  const readSlowly = emitSlowMember(name);
  if (needsOwnTest(name)) return (frame) => readSlowly(frame, read(frame));
  return (frame) => {
    const value = read(frame);
    if (value === null || typeof value !== 'object') return null;
    return (value as PlainObject)[name] ?? readSlowly(frame, value);
  };
}

/** As emitMember on the payload of an event: the root of most paths. */
export function emitPayloadMember(event: string, name: string): Raw {
  const readSlowly = emitSlowMember(name);
  if (needsOwnTest(name)) return (frame) => readSlowly(frame, frame.payloadOf(event));
  return (frame) => {
    const value = frame.payloadOf(event);
    if (value === null || typeof value !== 'object') return null;
    return (value as PlainObject)[name] ?? readSlowly(frame, value);
  };
}

/** As emitMember on the element of an event collection: what the conditions of loops read. */
export function emitElementMember(name: string): Raw {
  const readSlowly = emitSlowMember(name);
  if (needsOwnTest(name)) return (frame) => readSlowly(frame, frame.event);
  return (frame) => {
    const value = frame.event;
    if (value === null || typeof value !== 'object') return null;
    return (value as PlainObject)[name] ?? readSlowly(frame, value);
  };
}

/** Steps for reading the member of one element of a list. */
const spreadCost = 3;

type SlowMember = (frame: Frame, value: JsonValue | undefined) => JsonValue | undefined;

/** For lists, Maps, absent members and names that a prototype has. */
function emitSlowMember(name: string): SlowMember {
  const own = memberReader(name);
  return (frame, value) => {
    if (!Array.isArray(value)) return own(value);
    return spreadOf(value, own, frame, 0);
  };
}

type PlainObject = { readonly [key: string]: JsonValue | undefined };

/** Reads one own member; undefined for absence and on anything but an object. */
export type Member = (value: JsonValue | undefined) => JsonValue | undefined;

/**
 * Payloads are plain JSON: a name that no prototype has cannot be inherited, and is read without a test. The few names
 * that one has (`constructor`, `size`, `length`, ...) and the indexes of lists need it.
 */
export function needsOwnTest(name: string): boolean {
  return name in Map.prototype || name in Array.prototype || /^[0-9]/.test(name);
}

export function memberReader(name: string): Member {
  return (value) => {
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (value instanceof Map) return value.get(name);
    return Object.hasOwn(value, name) ? (value as PlainObject)[name] : undefined;
  };
}

/** Null where an element lacks the property; lists inside the list are gone through in their place. */
function spreadMember(list: readonly JsonValue[], own: Member, frame: Frame, depth = 0): JsonValue[] {
  if (depth > limits.dataDepth) throw tooDeep();
  const found: JsonValue[] = [];
  for (const item of list) {
    const value = Array.isArray(item) ? spreadOf(item, own, frame, depth + 1) : (own(item) ?? null);
    if (Array.isArray(value)) addAll(found, value, frame);
    else found.push(value);
  }
  return found;
}

function spreadOf(list: readonly JsonValue[], own: Member, frame: Frame, depth: number): JsonValue[] {
  charge(frame, spreadCost * list.length);
  return spreadMember(list, own, frame, depth);
}

function addAll(found: JsonValue[], values: readonly JsonValue[], frame: Frame): void {
  charge(frame, values.length);
  for (const value of values) found.push(value);
}
