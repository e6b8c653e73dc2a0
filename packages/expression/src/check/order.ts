import { show, typeFault } from '../fault.ts';
import type { Evaluator, Frame } from '../frame.ts';
import type { Range } from '../problem.ts';
import { compareDateTimes, DateTime } from '../values/date-time.ts';
import { comparableOf, kindOf, type Value } from '../values/value.ts';
import { type Checked, emitAs } from './checked.ts';
import { emitFieldOrder } from './field-comparison.ts';
import { isNumberType } from './number-type.ts';

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** The closure of `< <= > >=` (section 6.5): false as soon as one side is null. */
export function emitOrder(operator: OrderOperator, range: Range, left: Checked, right: Checked): Evaluator {
  const [a, b] = [left.type, right.type];
  if (isNumberType(a) && isNumberType(b)) return emitNumberOrder(operator, left, right);
  if (a === 'dateTime' && (b === 'dateTime' || b === 'any')) return emitDateTimeOrder(operator, left, right);
  if (b === 'dateTime' && a === 'any') return emitDateTimeOrder(operator, left, right);
  const target = [a, b].find((type) => type === 'dateTimeOnly') ?? 'any';
  const [first, second] = [emitAs(left, target), emitAs(right, target)];
  const holds = signTests[operator];
  return (frame) => {
    const x = first(frame);
    const y = second(frame);
    if (x === null || y === null) return false;
    frame.at = range;
    return holds(compareOrdered(x, y, operator));
  };
}

type NumberEvaluator = (frame: Frame) => number | null;

/** Against a literal, and against any number. Written out: a comparison passed in as a function would double the cost. */
function emitNumberOrder(operator: OrderOperator, left: Checked, right: Checked): Evaluator {
  const constant = numberOfLiteral(right);
  const evaluate = left.emit() as NumberEvaluator;
  if (constant !== undefined) {
    const order = constantOrders[operator](evaluate, constant);
    return left.plainField === undefined
      ? order
      : emitFieldOrder(left.plainField, left.type, operator, constant, order);
  }
  return numberOrders[operator](evaluate, right.emit() as NumberEvaluator);
}

function numberOfLiteral({ node }: Checked): number | undefined {
  return node.kind === 'literal' && typeof node.value === 'number' ? node.value : undefined;
}

const constantOrders: Readonly<Record<OrderOperator, (left: NumberEvaluator, constant: number) => Evaluator>> = {
  '<': (left, constant) => (frame) => {
    const a = left(frame);
    return a !== null && a < constant;
  },
  '<=': (left, constant) => (frame) => {
    const a = left(frame);
    return a !== null && a <= constant;
  },
  '>': (left, constant) => (frame) => {
    const a = left(frame);
    return a !== null && a > constant;
  },
  '>=': (left, constant) => (frame) => {
    const a = left(frame);
    return a !== null && a >= constant;
  },
};

const numberOrders: Readonly<Record<OrderOperator, (left: NumberEvaluator, right: NumberEvaluator) => Evaluator>> = {
  '<': (left, right) => (frame) => {
    const a = left(frame);
    const b = right(frame);
    return a !== null && b !== null && a < b;
  },
  '<=': (left, right) => (frame) => {
    const a = left(frame);
    const b = right(frame);
    return a !== null && b !== null && a <= b;
  },
  '>': (left, right) => (frame) => {
    const a = left(frame);
    const b = right(frame);
    return a !== null && b !== null && a > b;
  },
  '>=': (left, right) => (frame) => {
    const a = left(frame);
    const b = right(frame);
    return a !== null && b !== null && a >= b;
  },
};

const signTests: Readonly<Record<OrderOperator, (sign: number) => boolean>> = {
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
};

function emitDateTimeOrder(operator: OrderOperator, left: Checked, right: Checked): Evaluator {
  const [first, second] = [emitAs(left, 'dateTime'), emitAs(right, 'dateTime')];
  const holds = signTests[operator];
  return (frame) => {
    const a = first(frame) as DateTime | null;
    const b = second(frame) as DateTime | null;
    return a !== null && b !== null && holds(compareDateTimes(a, b));
  };
}

/** Values whose types are known only now; the pairs that the check allows, and no others. */
function compareOrdered(a: Value, b: Value, operator: OrderOperator): number {
  const x = comparableOf(a);
  const y = comparableOf(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : Number(x > y);
  if (a instanceof DateTime && b instanceof DateTime) return compareDateTimes(a, b);
  if (a instanceof Temporal.PlainDateTime && b instanceof Temporal.PlainDateTime)
    return Temporal.PlainDateTime.compare(a, b);
  throw typeFault(`"${operator}" cannot compare ${show(a)} (${kindOf(a)}) with ${show(b)} (${kindOf(b)})`);
}
