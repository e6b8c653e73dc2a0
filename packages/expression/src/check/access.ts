import type { AccessStep, LoopVariableName } from '../ast.ts';
import { Fault, show, typeFault } from '../fault.ts';
import type { Evaluator, Frame } from '../frame.ts';
import { charge } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import { titleOf } from '../values/conversion.ts';
import type { Integer } from '../values/integer.ts';
import { elementTypeOf, isListType, kindOf, type ObjectValue } from '../values/value.ts';
import { type Checked, emitAs, isAssignable } from './checked.ts';
import type { Checker, ElementType } from './checker.ts';
import { emitFilter, emitFirst, emitLast, type LoopSlot } from './collection.ts';
import type { Path, Raw } from './steps.ts';

/** `all first last at` on lists, `entry keys firstEntryKey` on objects (section 7.2). */
export function checkAccess(checker: Checker, path: Path, step: AccessStep, variable: LoopVariableName): Path {
  const isOnList = step.access === 'all' || step.access === 'first' || step.access === 'last' || step.access === 'at';
  requireOperand(checker, path, step, isOnList);
  if (!isOnList) return checkObjectAccess(checker, path, step);
  return step.access === 'at' ? checkAt(checker, path, step) : checkSelection(checker, path, step, variable);
}

function requireOperand(checker: Checker, path: Path, step: AccessStep, isOnList: boolean): void {
  const { type } = path;
  if (type === 'any' || type === 'null' || (isOnList ? isListType(type) : type === 'object')) return;
  const message = `"${step.access}" works on ${isOnList ? 'a list' : 'an object'}, not ${titleOf(type)}`;
  checker.report('EXPR_OPERAND_TYPE', step.range, message);
}

/** The type of one element of a list. */
function elementOf(path: ElementType): ElementType {
  const { type, schema } = path;
  if (!isListType(type)) return { type: 'any' };
  const element = elementTypeOf(type);
  if (element !== 'object') return { type: element };
  return { type: 'object', schema: schema === undefined ? undefined : { ...schema, type: 'object' } };
}

function checkAt(checker: Checker, path: Path, step: AccessStep): Path {
  const index = checkArgument(checker, step, 'integer');
  const read = () => emitAt(listReader(path, step), index === undefined ? () => null : emitAs(index, 'integer'));
  return { ...elementOf(path), read };
}

function checkArgument(checker: Checker, step: AccessStep, type: 'integer' | 'string'): Checked | undefined {
  if (step.argument === undefined) return undefined;
  const argument = checker.check(step.argument);
  if (isAssignable(argument, type)) return argument;
  const message = `"${step.access}" takes ${titleOf(type)}, not ${titleOf(argument.type)}`;
  checker.report('EXPR_ARGUMENT_TYPE', argument.node.range, message);
  return undefined;
}

function checkSelection(checker: Checker, path: Path, step: AccessStep, variable: LoopVariableName): Path {
  const element = elementOf(path);
  const before = checker.nodeCount;
  const condition = step.argument === undefined ? undefined : checker.checkInLoop(step.argument, variable, element);
  if (condition !== undefined) requireCondition(checker, step, condition);
  const cost = checker.nodeCount - before + 1;
  const slot = slots[variable];
  const read = () => {
    const test = condition === undefined ? undefined : emitAs(condition, 'boolean');
    return emitSelection(step, listReader(path, step), test, slot, cost);
  };
  return step.access === 'all' ? { type: path.type, schema: path.schema, read } : { ...element, read };
}

const slots: Readonly<Record<LoopVariableName, LoopSlot>> = {
  currentEventField: 'event',
  currentDataPackField: 'data',
  currentActionField: 'action',
};

function requireCondition(checker: Checker, step: AccessStep, condition: Checked): void {
  if (isAssignable(condition, 'boolean')) return;
  const message = `"${step.access}" takes a condition, not ${titleOf(condition.type)}`;
  checker.report('EXPR_ARGUMENT_TYPE', condition.node.range, message);
}

/** Reads the list that an access works on; null for absence. */
export type ListReader = (frame: Frame) => readonly JsonValue[] | null;

function listReader(path: Path, step: AccessStep): ListReader {
  const read = path.read();
  return (frame) => {
    const value = read(frame);
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) return value;
    frame.at = step.range;
    throw wrongKind(path, step, 'a list', value);
  };
}

/** Of a declared field it is the data that is wrong, of an undeclared one the expression (section 1.2). */
function wrongKind(path: Path, step: AccessStep, wanted: string, value: JsonValue): Fault {
  const message = `"${step.access}" works on ${wanted}, not ${show(value)}`;
  return path.type === 'any' ? typeFault(message) : new Fault('EXPR_FIELD_VALUE', message);
}

function emitSelection(
  step: AccessStep,
  list: ListReader,
  test: Evaluator | undefined,
  slot: LoopSlot,
  cost: number,
): Raw {
  if (step.access === 'all') return emitFilter(list, test, slot, cost);
  return step.access === 'first' ? emitFirst(list, test, slot, cost) : emitLast(list, test, slot, cost);
}

function emitAt(list: ListReader, index: Evaluator): Raw {
  return (frame) => {
    const items = list(frame);
    if (items === null) return null;
    const position = index(frame) as Integer | null;
    return typeof position === 'number' ? items[position] : null;
  };
}

function checkObjectAccess(checker: Checker, path: Path, step: AccessStep): Path {
  if (step.access === 'keys') return { type: 'listString', read: () => emitKeys(objectReader(path, step)) };
  if (step.access === 'firstEntryKey') return { type: 'string', read: () => emitFirstKey(objectReader(path, step)) };
  const key = checkArgument(checker, step, 'string');
  const emitKey = () => (key === undefined ? () => null : emitAs(key, 'string'));
  return { ...entryType(path, key), read: () => emitEntry(objectReader(path, step), emitKey()) };
}

/** Known where the key is a literal and the entry is declared. */
function entryType(path: Path, key: Checked | undefined): ElementType {
  const node = key?.node;
  const fields = path.schema?.fields;
  if (node?.kind !== 'literal' || node.type !== 'string' || fields === undefined) return { type: 'any' };
  const schema = Object.hasOwn(fields, node.value) ? fields[node.value] : undefined;
  return schema === undefined ? { type: 'any' } : { type: schema.type, schema };
}

/** Reads the object that an access works on; null for absence. */
type ObjectReader = (frame: Frame) => ObjectValue | null;

function objectReader(path: Path, step: AccessStep): ObjectReader {
  const read = path.read();
  return (frame) => {
    const value = read(frame);
    if (value === undefined || value === null) return null;
    if (kindOf(value) === 'object') return value as ObjectValue;
    frame.at = step.range;
    throw wrongKind(path, step, 'an object', value);
  };
}

function emitEntry(read: ObjectReader, key: Evaluator): Raw {
  return (frame) => {
    const object = read(frame);
    if (object === null) return null;
    const name = key(frame) as string | null;
    if (name === null) return null;
    if (object instanceof Map) return object.get(name);
    return Object.hasOwn(object, name) ? (object as Record<string, JsonValue>)[name] : null;
  };
}

function emitKeys(read: ObjectReader): Raw {
  return (frame) => {
    const object = read(frame);
    if (object === null) return null;
    const keys = object instanceof Map ? [...object.keys()] : Object.keys(object);
    charge(frame, keys.length);
    return keys;
  };
}

function emitFirstKey(read: ObjectReader): Raw {
  return (frame) => {
    const object = read(frame);
    if (object === null) return null;
    return object instanceof Map ? object.keys().next().value : Object.keys(object)[0];
  };
}
