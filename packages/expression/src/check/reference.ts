import type { LoopVariable, Name, Reference, ReferenceKind, Step } from '../ast.ts';
import { loopVariableOf } from '../ast.ts';
import type { FieldSchema, GroupSchema } from '../catalogue.ts';
import type { Evaluator, Frame } from '../frame.ts';
import { titleOf } from '../values/conversion.ts';
import type { Checked } from './checked.ts';
import type { Checker, ElementType } from './checker.ts';
import { emitDecoding } from './decoding.ts';
import { emitDefault, typeWithDefault } from './default.ts';
import type { PlainField } from './field-comparison.ts';
import { journeyPropertiesRoot, journeyPropertyType } from './journey-properties.ts';
import { type CheckedParams, checkParams } from './params.ts';
import { atProfileLevel, checkProfileLevel } from './profile-level.ts';
import { checkSteps, emitElementMember, emitPayloadMember, needsOwnTest, type Raw, type RawReader } from './steps.ts';

/** Where a reference starts to read, before its steps. */
interface Root {
  readonly element: ElementType;
  readonly read: RawReader;
  readonly readMember?: (name: string) => Raw;
  /** Steps that the root itself has consumed. */
  readonly consumed: number;
}

const unknownElement: ElementType = { type: 'any' };

/** `@{}`, `#{}` and `@action{}` (section 7). An unknown root is a problem; an unknown step reads as null. */
export function checkReference(checker: Checker, node: Reference): Checked {
  if (node.params !== undefined && node.of !== 'data') reportParams(checker, node);
  const root = checkRoot(checker, node);
  const steps = node.steps.slice(root.consumed);
  const path = checkSteps(checker, { ...root.element, ...root }, steps, loopVariableOf[node.of]);
  const defaultValue = node.defaultValue === undefined ? undefined : checker.check(node.defaultValue);
  const plain: Checked = {
    node,
    type: path.type,
    schema: path.schema,
    plainField: node.of === 'event' && root.consumed === 0 ? plainField(node.root.text, node.steps) : undefined,
    emit: () => emitDecoding(path.read(), path.type, node.range),
  };
  return defaultValue === undefined ? plain : withDefault(checker, plain, defaultValue);
}

function withDefault(checker: Checker, plain: Checked, defaultValue: Checked): Checked {
  const type = typeWithDefault(plain, defaultValue);
  if (type !== undefined)
    return { ...plain, type, plainField: undefined, emit: emitDefault(plain, defaultValue, type) };
  const message = `the default is ${titleOf(defaultValue.type)}, the field ${titleOf(plain.type)}`;
  checker.report('EXPR_DEFAULT_TYPE', defaultValue.node.range, message);
  return plain;
}

function reportParams(checker: Checker, node: Reference): void {
  checker.report('EXPR_PARAMS_MISPLACED', node.range, '"params" belongs to data sources only, #{...}');
}

function checkRoot(checker: Checker, node: Reference): Root {
  if (node.of === 'data') return checkDataRoot(checker, node);
  if (node.of === 'action') return checkActionRoot(checker, node);
  return node.root.text === journeyPropertiesRoot ? checkPropertyRoot(checker, node) : checkEventRoot(checker, node);
}

function checkEventRoot(checker: Checker, node: Reference): Root {
  const { text: event, range } = node.root;
  const { events } = checker.catalogue;
  const schema = events.get(event);
  if (schema === undefined && !events.has(event)) {
    checker.reportUnknown('EXPR_UNKNOWN_EVENT', range, 'event', event, [...events.keys(), journeyPropertiesRoot]);
    return nowhere;
  }
  checker.needs.addEvent(event, plainPath(node.steps));
  return {
    element: elementOf(schema),
    consumed: 0,
    read: () => (frame: Frame) => frame.payloadOf(event),
    readMember: (name) => emitPayloadMember(event, name),
  };
}

const nowhere: Root = { element: unknownElement, consumed: 0, read: () => () => null };

function elementOf(schema: FieldSchema | undefined): ElementType {
  return schema === undefined ? unknownElement : { type: schema.type, schema };
}

/** `jo_status_code` is always known (`http_<n>`, `timedout`, `capped`, `internalError`). */
function checkActionRoot(checker: Checker, node: Reference): Root {
  const { text: action, range } = node.root;
  const { actions } = checker.catalogue;
  const schema = actions.get(action);
  if (schema === undefined && !actions.has(action)) {
    checker.reportUnknown('EXPR_UNKNOWN_ACTION', range, 'action', action, actions.keys());
    return nowhere;
  }
  checker.needs.addAction(action, plainPath(node.steps));
  const isStatus = fieldName(node.steps[0]) === 'jo_status_code';
  const element = isStatus ? statusElement : elementOf(schema);
  return { element, consumed: 0, read: () => (frame: Frame) => frame.scope.action(action) };
}

const statusElement: ElementType = {
  type: 'object',
  schema: { type: 'object', fields: { jo_status_code: { type: 'string' } } },
};

function checkPropertyRoot(checker: Checker, node: Reference): Root {
  const name = fieldName(node.steps[0]);
  if (name === undefined) {
    checker.report('EXPR_OPERAND_TYPE', node.range, 'the name of a journey property must follow JourneyProperties');
    return nowhere;
  }
  checker.needs.addProperty(name);
  const type = journeyPropertyType(name);
  return { element: { type }, consumed: 1, read: () => (frame: Frame) => frame.scope.property(name) };
}

function checkDataRoot(checker: Checker, node: Reference): Root {
  const group = findGroup(checker, node);
  const params = node.params === undefined ? undefined : checkParams(checker, node.params, group);
  if (group === undefined || node.group === undefined) return nowhere;
  const [source, name] = [node.root.text, node.group.text];
  checker.needs.addGroup({ source, group: name, params: params?.expressions });
  const read = () => emitGroup(source, name, params);
  if (!group.isProfile) return { element: elementOf(group.schema), consumed: 0, read };
  const first = fieldName(node.steps[0]);
  if (first === undefined) return { element: elementOf(group.schema), consumed: 0, read };
  const { element, consumed } = checkProfileLevel(group.schema, first);
  // Both forms are resolved against the data; only what remains of the path is left to the ordinary steps.
  return { element, consumed, read: () => atProfileLevel(read(), first, consumed === 1) };
}

function findGroup(checker: Checker, node: Reference): GroupSchema | undefined {
  const { dataSources } = checker.catalogue;
  const groups = dataSources.get(node.root.text);
  if (groups === undefined) {
    const names = dataSources.keys();
    checker.reportUnknown('EXPR_UNKNOWN_DATA_SOURCE', node.root.range, 'data source', node.root.text, names);
    return undefined;
  }
  const name = node.group as Name;
  const group = groups.get(name.text);
  if (group === undefined) {
    const what = `field group of ${node.root.text} called`;
    checker.reportUnknown('EXPR_UNKNOWN_FIELD_GROUP', name.range, what, name.text, groups.keys());
  }
  return group;
}

function emitGroup(source: string, group: string, params: CheckedParams | undefined): Raw {
  if (params === undefined) return (frame) => frame.scope.group(source, group, undefined);
  const evaluate = params.emit();
  return (frame) => frame.scope.group(source, group, evaluate(frame));
}

function fieldName(step: Step | undefined): string | undefined {
  return step?.kind === 'field' ? step.name.text : undefined;
}

/** Names that a prototype has need the ordinary way of reading. */
function plainField(event: string | undefined, steps: readonly Step[]): PlainField | undefined {
  const name = steps.length === 1 ? fieldName(steps[0]) : undefined;
  return name === undefined || needsOwnTest(name) ? undefined : { event, name };
}

/** Names of the leading field steps, joined by dots: what the host must deliver. */
function plainPath(steps: readonly Step[]): string {
  const end = steps.findIndex((step) => step.kind === 'access');
  const plain = end === -1 ? steps : steps.slice(0, end);
  return plain.map(fieldName).join('.');
}

const kindOfLoopVariable: Readonly<Record<LoopVariable['name'], ReferenceKind>> = {
  currentEventField: 'event',
  currentDataPackField: 'data',
  currentActionField: 'action',
};

/** The element under test of the innermost collection access of its kind (section 7.3). */
export function checkLoopVariable(checker: Checker, node: LoopVariable): Checked {
  const element = checker.loopElement(node.name);
  if (element === undefined) {
    const message = `"${node.name}" has a value only inside the condition of all, first or last of its own kind of reference`;
    checker.report('EXPR_LOOP_VARIABLE', node.nameRange, message);
  }
  const kind = kindOfLoopVariable[node.name];
  const readMember = kind === 'event' ? emitElementMember : undefined;
  const start = { ...(element ?? unknownElement), read: () => readElement(kind), readMember };
  const path = checkSteps(checker, start, node.steps, node.name);
  const emit = (): Evaluator => emitDecoding(path.read(), path.type, node.range);
  const ownField = kind === 'event' ? plainField(undefined, node.steps) : undefined;
  return { node, type: path.type, schema: path.schema, plainField: ownField, emit };
}

function readElement(kind: ReferenceKind): Raw {
  if (kind === 'event') return (frame) => frame.event;
  return kind === 'data' ? (frame) => frame.data : (frame) => frame.action;
}
