import type { FieldSchema, TypeName } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { fieldReference } from '../schema/field-reference.ts';
import { elementTypeOf, listTypeOf } from '../schema/value-type.ts';
import type { Rule } from './event.ts';
import { literal } from './literal.ts';
import { findRowOperator, type Operand, type RowOperatorName, rowOperators } from './rule-operators.ts';

/** Levels that groups of rows may nest. */
export const maxRuleDepth = 10;

type Row = Extract<Rule, { kind: 'row' }>;

/**
 * The expression of a rule: rows joined by their groups' operators, every group in parentheses.
 * The rule must have passed `validateRule` with the same schema; a row that has not throws a RangeError.
 */
export const ruleText = (rule: Rule, eventName: string, schema: FieldSchema): string => {
  if (rule.kind === 'group') {
    return `(${rule.items.map((item) => ruleText(item, eventName, schema)).join(` ${rule.operator} `)})`;
  }
  const type = typeAt(schema, rule.field);
  const operand = type === null ? null : operandText(rule, type);
  if (type === null || operand === null) throw new RangeError(`the row on "${rule.field}" is not valid`);
  const operator = rowOperators[rule.operator as RowOperatorName];
  return operator.write(fieldReference(eventName, rule.field), operand);
};

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
export const typeAt = (schema: FieldSchema, path: string): TypeName | null => {
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

const checkRow = (row: Row, schema: FieldSchema, path: string): readonly Issue[] => {
  const type = typeAt(schema, row.field);
  if (type === null)
    return [issue('MODEL_EVENT_FIELD_NOT_SELECTED', `${path}.field`, { name: row.field, use: 'rule' })];
  const operator = findRowOperator(row.operator);
  if (operator === undefined || !operator.types.includes(type)) {
    return [issue('MODEL_RULE_OPERATOR', `${path}.operator`, { operator: row.operator, type })];
  }
  if (operandText(row, type) !== null) return [];
  return [issue('MODEL_RULE_VALUE', `${path}.value`, { expected: expectedOperand(operator.operand, type) })];
};

/** Literal of a row's operand, empty for an operator without one; null when the value does not fit. */
const operandText = (row: Row, type: TypeName): string | null => {
  const operand = findRowOperator(row.operator)?.operand;
  const valueType = elementTypeOf(type) ?? type;
  if (operand === 'none') return row.value === undefined ? '' : null;
  if (operand === 'integer') return literal('integer', row.value);
  if (operand === 'value') return literal(valueType, row.value);
  if (!Array.isArray(row.value) || row.value.length === 0) return null;
  const items = row.value.map((item) => literal(valueType, item));
  return items.includes(null) ? null : `[${items.join(', ')}]`;
};

const expectedOperand = (operand: Operand, type: TypeName): string => {
  const valueType = elementTypeOf(type) ?? type;
  if (operand === 'none') return 'no value';
  if (operand === 'integer') return 'a whole number';
  return operand === 'value' ? `a value of type ${valueType}` : `a list of values of type ${valueType}, not empty`;
};
