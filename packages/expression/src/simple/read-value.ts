import { type Expression, type Literal, ungroup } from '../ast.ts';
import { flattenExpression } from '../editor/flatten-expression.ts';
import type { TypeName } from '../type.ts';
import type { RowValue, ScalarValue, TypedValue } from './condition.ts';
import { isPlainReference } from './field-text.ts';
import type { RowOperand } from './row-operators.ts';

type TypeOf = (node: Expression) => TypeName;

/** The value that stands beside the field, undefined when the simple editor has no control for it. */
export function readValue(operand: RowOperand, node: Expression, text: string, typeOf: TypeOf): RowValue | undefined {
  const inner = ungroup(node);
  switch (operand) {
    case 'none':
      return undefined;
    case 'value':
      return isPlainReference(inner) ? { field: flattenExpression(inner, text) } : readScalar(inner, typeOf);
    case 'element':
      return readScalar(inner, typeOf);
    case 'list':
      return inner.kind === 'list' ? readItems(inner.items, typeOf) : undefined;
    case 'string':
      return inner.kind === 'literal' && inner.type === 'string' ? inner.value : undefined;
    case 'integer':
      return typeOf(inner) === 'integer' ? readScalar(inner, typeOf) : undefined;
  }
}

function readItems(nodes: readonly Expression[], typeOf: TypeOf): readonly ScalarValue[] | undefined {
  const items: ScalarValue[] = [];
  for (const node of nodes) {
    const item = readScalar(ungroup(node), typeOf);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readScalar(node: Expression, typeOf: TypeOf): ScalarValue | undefined {
  if (node.kind === 'literal') return readLiteral(node);
  if (node.kind === 'call') return readTyped(node, typeOf(node));
  if (node.kind !== 'unary' || node.operator !== '-' || node.operand.kind !== 'literal') return undefined;
  const number = readLiteral(node.operand);
  return typeof number === 'number' && number !== 0 ? -number : undefined;
}

/** Integers beyond the safe range have no JSON form, and null is what the tests of presence are for. */
function readLiteral(node: Literal): string | number | boolean | undefined {
  const { value } = node;
  if (value === null || typeof value === 'bigint') return undefined;
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}

function readTyped(node: Extract<Expression, { kind: 'call' }>, type: TypeName): TypedValue | undefined {
  const [argument] = node.args;
  if (node.args.length !== 1 || argument?.kind !== 'literal' || argument.type !== 'string') return undefined;
  const isDuration = node.name === 'toDuration' && type === 'duration';
  const isDate = node.name === 'date' && (type === 'dateOnly' || type === 'dateTimeOnly' || type === 'dateTime');
  return isDuration || isDate ? { type, value: argument.value } : undefined;
}
