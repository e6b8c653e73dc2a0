import type { FieldSchema, TypeName } from '@cairn/expression';
import {
  type ConditionItem,
  operatorsFor,
  type RowOperator,
  type ScalarValue,
  simpleToText,
} from '@cairn/expression/simple';
import { type Issue, issue } from '../issue/issue.ts';
import { fieldReference } from '../schema/field-reference.ts';
import { elementTypeOf, fitsType, listTypeOf } from '../schema/value-type.ts';
import type { Rule } from './event.ts';

/** Levels that groups of rows may nest. */
export const maxRuleDepth = 10;

type Row = Extract<Rule, { kind: 'row' }>;

/**
 * The expression of a rule, in the simple editor's own writing. The rule must have passed `validateRule` with the same
 * schema; a row that has not throws a RangeError.
 */
export const ruleText = (rule: Rule, eventName: string, schema: FieldSchema): string =>
  simpleToText({ kind: 'group', operator: 'and', items: [toCondition(rule, eventName, schema)] });

/** Rows must name selected fields, use operators of the field's type and values of exactly that type. Codes: MODEL_RULE_*, MODEL_EVENT_FIELD_NOT_SELECTED. */
export const validateRule = (rule: Rule, schema: FieldSchema, path = 'rule', depth = 1): readonly Issue[] => {
  if (depth > maxRuleDepth) return [issue('MODEL_RULE_DEPTH', path, { max: maxRuleDepth })];
  if (rule.kind === 'row') return checkRow(rule, schema, path);
  return rule.items.flatMap((item, index) => validateRule(item, schema, `${path}.items.${index}`, depth + 1));
};

/** Paths of the fields that a rule reads. */
export const ruleFields = (rule: Rule): readonly string[] =>
  rule.kind === 'row' ? [rule.field] : rule.items.flatMap(ruleFields);

/** Type of the field at a dotted path; a field inside a list's elements reads as the list of their values. Null: no such field. */
const typeAt = (schema: FieldSchema, path: string): TypeName | null => {
  let current: FieldSchema = schema;
  let isInList = false;
  for (const step of path.split('.')) {
    const name = step.replace(/\[\]$/, '');
    if (current.fields === undefined || !Object.hasOwn(current.fields, name)) return null;
    current = current.fields[name] as FieldSchema;
    isInList ||= step.endsWith('[]');
  }
  if (!isInList) return current.type;
  return elementTypeOf(current.type) === null ? listTypeOf(current.type) : current.type;
};

const toCondition = (rule: Rule, eventName: string, schema: FieldSchema): ConditionItem => {
  if (rule.kind === 'group') {
    return { ...rule, items: rule.items.map((item) => toCondition(item, eventName, schema)) };
  }
  const type = typeAt(schema, rule.field);
  const operator = type === null ? undefined : findOperator(rule.operator, type);
  const operand = type === null || operator === undefined ? null : operandOf(rule, operator, type);
  if (operator === undefined || operand === null) throw new RangeError(`the row on "${rule.field}" is not valid`);
  return { kind: 'row', field: fieldReference(eventName, rule.field), operator: operator.name, ...operand };
};

const checkRow = (row: Row, schema: FieldSchema, path: string): readonly Issue[] => {
  const type = typeAt(schema, row.field);
  if (type === null) {
    return [issue('MODEL_EVENT_FIELD_NOT_SELECTED', `${path}.field`, { name: row.field, use: 'rule' })];
  }
  const operator = findOperator(row.operator, type);
  if (operator === undefined) {
    return [issue('MODEL_RULE_OPERATOR', `${path}.operator`, { operator: row.operator, type })];
  }
  if (operandOf(row, operator, type) !== null) return [];
  return [issue('MODEL_RULE_VALUE', `${path}.value`, { expected: expectedOperand(operator, type) })];
};

const findOperator = (name: string, type: TypeName): RowOperator | undefined =>
  operatorsFor(type).find((operator) => operator.name === name);

type Operand = { readonly value?: ScalarValue | readonly ScalarValue[] };

/** The operand of a row as the simple editor knows it, without `value` where the operator takes none; null when it does not fit. */
const operandOf = (row: Row, { operand }: RowOperator, type: TypeName): Operand | null => {
  if (operand === 'none') return row.value === undefined ? {} : null;
  if (operand === 'list') {
    const items = Array.isArray(row.value) ? row.value.map((item) => scalarOf(type, item)) : [];
    return items.length > 0 && !items.includes(null) ? { value: items as readonly ScalarValue[] } : null;
  }
  const value = scalarOf(operandTypes[operand](type), row.value);
  return value === null ? null : { value };
};

/** Type of a single operand beside a field of a type. */
const operandTypes = {
  value: (type: TypeName) => type,
  element: (type: TypeName) => elementTypeOf(type) ?? 'any',
  integer: (): TypeName => 'integer',
  string: (): TypeName => 'string',
} as const;

/** A value of exactly the type: whole numbers within the safe range, dates and durations as ISO text; null for any other. */
const scalarOf = (type: TypeName, value: unknown): ScalarValue | null => {
  if (!fitsType(type, value)) return null;
  switch (typeof value) {
    case 'number':
      return isTextType(type) || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? null : value;
    case 'string':
      return isTextType(type) ? { type, value } : value;
    case 'boolean':
      return value;
    default:
      return null;
  }
};

const textTypes = ['dateOnly', 'dateTimeOnly', 'dateTime', 'duration'] as const;
type TextType = (typeof textTypes)[number];
const isTextType = (type: TypeName): type is TextType => textTypes.includes(type as TextType);

const expectedOperand = ({ operand }: RowOperator, type: TypeName): string => {
  if (operand === 'none') return 'no value';
  if (operand === 'list') return `a list of values of type ${type}, not empty`;
  return `a value of type ${operandTypes[operand](type)}`;
};
