import type { Binary, BinaryOperator } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import { chargeText, type Evaluator, type Frame } from '../frame.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { titleOf } from '../values/conversion.ts';
import { valuesEqual } from '../values/equality.ts';
import { comparableOf, isListType, kindOf, type Value } from '../values/value.ts';
import { type Checked, emitAs } from './checked.ts';
import type { Checker } from './checker.ts';
import { emitFieldEquals } from './field-comparison.ts';
import { isNumberType } from './number-type.ts';
import { emitOrder, type OrderOperator } from './order.ts';

/** `== != < <= > >=` (sections 6.4 and 6.5); all give a boolean, whatever is null. */
export function checkComparison(
  checker: Checker,
  node: Binary,
  operator: BinaryOperator,
  left: Checked,
  right: Checked,
): Checked {
  const isEquality = operator === '==' || operator === '!=';
  const fits = isEquality ? haveOneType(left, right) : haveOrder(left, right);
  if (!fits) reportPair(checker, node, left, right);
  const emit = isEquality
    ? () => emitEquality(node, left, right)
    : () => emitOrder(operator as OrderOperator, node.range, left, right);
  return { node, type: 'boolean', emit };
}

function reportPair(checker: Checker, node: Binary, left: Checked, right: Checked): void {
  const pair = `${titleOf(left.type)} with ${titleOf(right.type)}`;
  checker.report('EXPR_OPERAND_TYPE', node.range, `"${node.operator}" cannot compare ${pair}`);
}

function haveOneType(left: Checked, right: Checked): boolean {
  const [a, b] = [left.type, right.type];
  if (a === b || a === 'any' || b === 'any' || a === 'null' || b === 'null') return true;
  if (isNumberType(a) && isNumberType(b)) return true;
  if (a === 'listAny' || b === 'listAny') return isListType(a) && isListType(b);
  return isNumberList(a) && isNumberList(b);
}

function isNumberList(type: TypeName): boolean {
  return type === 'listInteger' || type === 'listDecimal';
}

function haveOrder(left: Checked, right: Checked): boolean {
  const [a, b] = [left.type, right.type];
  if (a === 'any' || a === 'null') return b === 'any' || b === 'null' || hasOrder(b);
  if (b === 'any' || b === 'null') return hasOrder(a);
  return (isNumberType(a) && isNumberType(b)) || (a === b && hasOrder(a));
}

/** Strings, booleans, durations and dateOnly are not ordered by operators [A8]. */
function hasOrder(type: TypeName): boolean {
  return isNumberType(type) || type === 'dateTime' || type === 'dateTimeOnly';
}

function emitEquality(node: Binary, left: Checked, right: Checked): Evaluator {
  const equal = emitEqual(node, left, right);
  if (node.operator === '==') return equal;
  return (frame) => !equal(frame);
}

function emitEqual(node: Binary, left: Checked, right: Checked): Evaluator {
  if (right.type === 'any' && left.type !== 'any') return emitEqual(node, right, left);
  const constant = constantOf(right);
  const equal = emitOrdinaryEqual(node, left, right, constant);
  if (left.plainField === undefined || constant === undefined || String(constant).length >= longText) return equal;
  return emitFieldEquals(left.plainField, left.type, constant, equal);
}

function emitOrdinaryEqual(node: Binary, left: Checked, right: Checked, constant: Constant | undefined): Evaluator {
  if (left.type === right.type && isPlain(left.type)) return emitIdentical(left.emit(), right.emit(), constant);
  if (left.type !== 'any' || right.type === 'null') return emitValuesEqual(left.emit(), right.emit(), node.range);
  if (isDateLike(right.type)) return emitValuesEqual(emitAs(left, right.type), right.emit(), node.range);
  if (constant !== undefined) return emitEqualsConstant(left.emit(), constant, node.range);
  return emitSameKindEqual(left.emit(), emitAs(right, 'any'), node.range);
}

/** Types whose equal values are always `===`. */
function isPlain(type: TypeName): boolean {
  return type === 'string' || type === 'boolean' || isNumberType(type);
}

function isDateLike(type: TypeName): boolean {
  return type === 'dateTime' || type === 'dateTimeOnly' || type === 'dateOnly' || type === 'duration';
}

type Constant = string | boolean | number;

/** The value of a string, boolean or integer literal. */
function constantOf(checked: Checked): Constant | undefined {
  const { node } = checked;
  if (node.kind !== 'literal' || node.type === 'decimal' || node.value === null) return undefined;
  return typeof node.value === 'bigint' ? undefined : node.value;
}

/** Text longer than this is compared at a price. */
const longText = 1_000;

function emitIdentical(left: Evaluator, right: Evaluator, constant: Constant | undefined): Evaluator {
  if (constant !== undefined && String(constant).length < longText) return (frame) => left(frame) === constant;
  return (frame) => {
    const a = left(frame);
    if (typeof a === 'string' && a.length > longText) chargeText(frame, a);
    return a === right(frame);
  };
}

function emitValuesEqual(left: Evaluator, right: Evaluator, range: Range): Evaluator {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.at = range;
    return valuesEqual(a, b, frame);
  };
}

/** The common condition: an undeclared field against a literal. */
function emitEqualsConstant(left: Evaluator, constant: Constant, range: Range): Evaluator {
  const type = typeof constant;
  return (frame) => {
    const value = left(frame);
    if (value === constant) return true;
    if (value === null || typeof value === type) return false;
    frame.at = range;
    return sameKindEqual(value, constant, frame);
  };
}

function emitSameKindEqual(left: Evaluator, right: Evaluator, range: Range): Evaluator {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.at = range;
    return sameKindEqual(a, b, frame);
  };
}

/** Both sides must be of one kind, where integer and decimal count as one [A7]. */
function sameKindEqual(a: Value, b: Value, frame: Frame): boolean {
  if (a === null || b === null) return a === b;
  const haveOneKind = comparableOf(a) !== undefined ? comparableOf(b) !== undefined : kindOf(a) === kindOf(b);
  if (typeof a === 'string' && a.length > longText) chargeText(frame, a);
  if (haveOneKind) return valuesEqual(a, b, frame);
  throw typeFault(`"==" cannot compare ${show(a)} (${kindOf(a)}) with ${show(b)} (${kindOf(b)})`);
}
