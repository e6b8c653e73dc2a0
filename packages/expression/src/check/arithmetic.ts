import type { Binary, Unary } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { titleOf } from '../values/conversion.ts';
import { boxDecimal, decimalRemainder, divideDecimals, finite } from '../values/decimal.ts';
import {
  addIntegers,
  divideIntegers,
  type Integer,
  integerRemainder,
  isInteger,
  multiplyIntegers,
  negateInteger,
  subtractIntegers,
} from '../values/integer.ts';
import { numberOf, type Value } from '../values/value.ts';
import { type Checked, emitAs } from './checked.ts';
import type { Checker } from './checker.ts';
import { checkConcatenation, checkDateSum, isTextual, joinTexts } from './sum.ts';

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

interface Rules {
  readonly integers: (a: Integer, b: Integer) => Integer;
  readonly decimals: (a: number, b: number) => number;
}

const rules: Readonly<Record<ArithmeticOperator, Rules>> = {
  '+': { integers: addIntegers, decimals: (a, b) => finite(a + b) },
  '-': { integers: subtractIntegers, decimals: (a, b) => finite(a - b) },
  '*': { integers: multiplyIntegers, decimals: (a, b) => finite(a * b) },
  '/': { integers: divideIntegers, decimals: divideDecimals },
  '%': { integers: integerRemainder, decimals: decimalRemainder },
};

/** `+ - * / %` (sections 6.6 to 6.8). */
export function checkArithmetic(
  checker: Checker,
  node: Binary,
  operator: ArithmeticOperator,
  left: Checked,
  right: Checked,
): Checked {
  const special =
    operator === '+' ? (checkConcatenation(node, left, right) ?? checkDateSum(node, left, right)) : undefined;
  if (special !== undefined) return special;
  const type = resultType(operator, left.type, right.type);
  if (type === undefined) {
    reportOperands(checker, node, left, right);
    return checker.unknown(node);
  }
  return { node, type, emit: () => emitArithmetic(operator, type, node.range, left, right) };
}

function reportOperands(checker: Checker, node: Binary, left: Checked, right: Checked): void {
  const { operator } = node;
  const isMixedProduct = operator === '*' && isOperand(left.type) && isOperand(right.type);
  const reason = isMixedProduct ? '; convert one with toDecimal or toInteger' : '';
  const message = `"${operator}" cannot take ${titleOf(left.type)} and ${titleOf(right.type)}${reason}`;
  checker.report('EXPR_OPERAND_TYPE', node.range, message);
}

function isOperand(type: TypeName): boolean {
  return type === 'integer' || type === 'decimal' || type === 'any' || type === 'null';
}

/** Undefined for operands that the operator does not take; `any` where the kinds show only during evaluation. */
function resultType(operator: ArithmeticOperator, a: TypeName, b: TypeName): TypeName | undefined {
  if (operator === '+' && a === 'any') return isTextual(b) ? 'any' : undefined;
  if (operator === '+' && b === 'any') return isTextual(a) ? 'any' : undefined;
  if (!isOperand(a) || !isOperand(b)) return undefined;
  if (a === 'null') return b;
  if (b === 'null' || a === b) return a;
  if (operator === '*') return productType(a, b);
  return a === 'decimal' || b === 'decimal' ? 'decimal' : 'any';
}

/** A product has two operands of one type [A9], so the known side decides. */
function productType(a: TypeName, b: TypeName): TypeName | undefined {
  if (a === 'any') return b;
  return b === 'any' ? a : undefined;
}

function emitArithmetic(
  operator: ArithmeticOperator,
  type: TypeName,
  range: Range,
  left: Checked,
  right: Checked,
): Evaluator {
  const isKnown = left.type !== 'any' && right.type !== 'any';
  if (!isKnown) return emitUnknown(operator, type, range, emitAs(left, 'any'), emitAs(right, 'any'));
  const [first, second] = [emitAs(left, type), emitAs(right, type)];
  const compute = type === 'decimal' ? rules[operator].decimals : rules[operator].integers;
  return emitPair(first, second, compute as (a: Value, b: Value) => Value, range);
}

/** Null as soon as one operand is null (section 5). */
function emitPair(left: Evaluator, right: Evaluator, compute: (a: Value, b: Value) => Value, range: Range): Evaluator {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || b === null) return null;
    frame.at = range;
    return compute(a, b);
  };
}

function emitUnknown(
  operator: ArithmeticOperator,
  type: TypeName,
  range: Range,
  left: Evaluator,
  right: Evaluator,
): Evaluator {
  const isBare = type === 'decimal';
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.at = range;
    if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return joinTexts(a, b);
    if (a === null || b === null) return null;
    const value = computeUnknown(operator, a, b);
    return isBare ? (numberOf(value) ?? null) : value;
  };
}

/** Operands whose kinds show only now; the result shows its kind too, so a whole decimal is boxed. */
function computeUnknown(operator: ArithmeticOperator, a: Value, b: Value): Value {
  const { integers, decimals } = rules[operator];
  if (isInteger(a) && isInteger(b)) return integers(a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  const isMixedProduct = operator === '*' && (isInteger(a) || isInteger(b));
  if (x === undefined || y === undefined || isMixedProduct)
    throw typeFault(`"${operator}" cannot take ${show(a)} and ${show(b)}`);
  return boxDecimal(decimals(x, y));
}

/** Unary minus [A11]. */
export function checkNegative(checker: Checker, node: Unary): Checked {
  const operand = checker.check(node.operand);
  const { type } = operand;
  if (!isOperand(type)) {
    checker.report('EXPR_OPERAND_TYPE', node.range, `"-" takes a number, not ${titleOf(type)}`);
    return checker.unknown(node);
  }
  return { node, type, emit: () => emitNegative(operand, node.range) };
}

function emitNegative(operand: Checked, range: Range): Evaluator {
  const evaluate = operand.emit();
  const negate = negations[operand.type] ?? negateUnknown;
  return (frame) => {
    const value = evaluate(frame);
    if (value === null) return null;
    frame.at = range;
    return negate(value);
  };
}

/** 2^63, which no integer field can hold, occurs as a literal under a minus. */
const negations: Readonly<Partial<Record<TypeName, (value: Value) => Value>>> = {
  integer: (value) => negateInteger(value as Integer),
  decimal: (value) => -(value as number),
};

function negateUnknown(value: Value): Value {
  if (isInteger(value)) return negateInteger(value);
  const number = numberOf(value);
  if (number === undefined) throw typeFault(`"-" takes a number, not ${show(value)}`);
  return boxDecimal(-number);
}
