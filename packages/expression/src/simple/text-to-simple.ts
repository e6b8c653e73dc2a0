import { type Binary, type Expression, ungroup } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import { Checker } from '../check/checker.ts';
import { flattenExpression } from '../editor/flatten-expression.ts';
import { parse } from '../parser.ts';
import type { TypeName } from '../type.ts';
import type { ConditionGroup, ConditionItem, ConditionRow, SegmentRow } from './condition.ts';
import { isPlainReference } from './field-text.ts';
import { readValue } from './read-value.ts';
import { type RowForm, type RowOperator, rowOperators } from './row-operators.ts';

/**
 * The simple condition that a text stands for, or null when the simple editor cannot show it: a text with problems, a
 * collection access, a computed value, an operator that the type of the field does not offer. The empty text is the
 * condition without items. `simpleToText` of the result means the same as the text: layout, redundant parentheses, a
 * `.0` behind whole numbers and the `== true` of a boolean field may differ. The result is in normal form.
 */
export function textToSimple(text: string, catalogue: Catalogue): ConditionGroup | null {
  if (text.trim() === '') return { kind: 'group', operator: 'and', items: [] };
  const { root, problems } = parse(text);
  if (problems.length > 0) return null;
  const checker = new Checker(text, catalogue);
  checker.check(root);
  if (checker.problems.length > 0) return null;
  const item = new SimpleReader(text, checker.types).readItem(root);
  if (item === undefined) return null;
  return item.kind === 'group' ? item : { kind: 'group', operator: 'and', items: [item] };
}

/** What a text holds where an operator's form has its field and its value. */
interface Operands {
  readonly field: Expression;
  readonly value: Expression | undefined;
}

class SimpleReader {
  readonly #text: string;
  readonly #types: ReadonlyMap<Expression, TypeName>;

  constructor(text: string, types: ReadonlyMap<Expression, TypeName>) {
    this.#text = text;
    this.#types = types;
  }

  readItem(node: Expression): ConditionItem | undefined {
    const inner = ungroup(node);
    if (inner.kind === 'binary' && (inner.operator === 'and' || inner.operator === 'or'))
      return this.#readGroup(inner, inner.operator);
    return readSegmentRow(inner) ?? this.#readRow(inner);
  }

  #readGroup(node: Binary, operator: 'and' | 'or'): ConditionGroup | undefined {
    const items: ConditionItem[] = [];
    for (const operand of chainOf(node, operator)) {
      const item = this.readItem(operand);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'group', operator, items };
  }

  #readRow(node: Expression): ConditionRow | undefined {
    if (this.#isTruth(node)) return { kind: 'row', field: flattenExpression(node, this.#text), operator: 'isTrue' };
    for (const operator of rowOperators.values()) {
      const operands = matchForm(operator, node);
      const row = operands && this.#rowOf(operator, operands);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** A declared boolean field by itself: null counts as false in a condition, so it means what `== true` does. */
  #isTruth(node: Expression): boolean {
    return isPlainReference(node) && this.#typeOf(node) === 'boolean';
  }

  #rowOf(operator: RowOperator, operands: Operands): ConditionRow | undefined {
    const field = ungroup(operands.field);
    if (!isPlainReference(field) || !operator.fieldTypes.includes(this.#typeOf(field))) return undefined;
    const row = { kind: 'row', field: flattenExpression(field, this.#text), operator: operator.name } as const;
    if (operands.value === undefined) return row;
    const value = readValue(operator.operand, operands.value, this.#text, (node) => this.#typeOf(node));
    return value === undefined ? undefined : { ...row, value };
  }

  #typeOf(node: Expression): TypeName {
    return this.#types.get(node) ?? 'any';
  }
}

/** The operands of a chain of one operator; one in parentheses is a group of its own. */
function chainOf(node: Binary, operator: 'and' | 'or'): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = node;
  for (; left.kind === 'binary' && left.operator === operator; left = left.left) operands.push(left.right);
  return [left, ...operands.reverse()];
}

function readSegmentRow(node: Expression): SegmentRow | undefined {
  const isNegated = node.kind === 'unary' && node.operator === 'not';
  const test = isNegated ? ungroup(node.operand) : node;
  if (test.kind !== 'call' || test.name !== 'inSegment') return undefined;
  const [segment] = test.args;
  if (segment?.kind !== 'literal' || segment.type !== 'string') return undefined;
  return { kind: 'segment', segment: segment.value, operator: isNegated ? 'isNotMember' : 'isMember' };
}

function matchForm({ form, operand }: RowOperator, node: Expression): Operands | undefined {
  switch (form.kind) {
    case 'comparison':
      return node.kind === 'binary' && node.operator === form.symbol
        ? { field: node.left, value: node.right }
        : undefined;
    case 'truth':
      return matchTruth(form.value, node);
    case 'call':
      return matchCall(form.name, form.isNegated, operand === 'none' ? 1 : 2, node);
    case 'membership': {
      const found = matchCall('in', form.isNegated, 2, node);
      return found?.value && { field: found.value, value: found.field };
    }
    case 'count':
      return matchCount(form, node);
    case 'test':
      return node.kind === 'test' && node.test === form.test ? { field: node.operand, value: undefined } : undefined;
  }
}

function matchTruth(value: boolean, node: Expression): Operands | undefined {
  if (node.kind !== 'binary' || node.operator !== '==') return undefined;
  const constant = ungroup(node.right);
  const isMatch = constant.kind === 'literal' && constant.value === value;
  return isMatch ? { field: node.left, value: undefined } : undefined;
}

function matchCall(name: string, isNegated: boolean, argumentCount: number, node: Expression): Operands | undefined {
  const call = isNegated && node.kind === 'unary' && node.operator === 'not' ? ungroup(node.operand) : node;
  const isMatch = isNegated === (call !== node) && call.kind === 'call' && call.name === name;
  if (!isMatch || call.args.length !== argumentCount) return undefined;
  return { field: call.args[0]!, value: call.args[1] };
}

function matchCount(form: Extract<RowForm, { kind: 'count' }>, node: Expression): Operands | undefined {
  if (node.kind !== 'binary' || node.operator !== form.symbol) return undefined;
  const counted = matchCall('count', false, 1, ungroup(node.left));
  return counted && { field: counted.field, value: node.right };
}
