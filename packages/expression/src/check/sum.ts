import type { Binary } from '../ast.ts';
import { boundedText, charge, type Evaluator } from '../frame.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { addToDateTime, addToPlain, type DateTime } from '../values/date-time.ts';
import { addDurations, type Duration } from '../values/duration.ts';
import { textOf } from '../values/text.ts';
import { isScalarType, type Value } from '../values/value.ts';
import { type Checked, emitAs } from './checked.ts';

/** True for the types that have a text form. */
export function isTextual(type: TypeName): boolean {
  return isScalarType(type) || type === 'any' || type === 'null';
}

/** String `+` (section 6.7): one side is a string, the other any scalar. Undefined when neither is a string. */
export function checkConcatenation(node: Binary, left: Checked, right: Checked): Checked | undefined {
  if (left.type !== 'string' && right.type !== 'string') return undefined;
  if (!isTextual(left.type) || !isTextual(right.type)) return undefined;
  return { node, type: 'string', emit: () => emitJoin(emitAs(left, 'any'), emitAs(right, 'any'), node.range) };
}

function emitJoin(left: Evaluator, right: Evaluator, range: Range): Evaluator {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.at = range;
    return joinTexts(a, b);
  };
}

/** A null operand contributes the empty string; null and null make null (section 5). */
export function joinTexts(a: Value, b: Value): string | null {
  if (typeof a === 'string' && typeof b === 'string') return boundedText(a + b);
  if (a === null) return b === null ? null : textOf(b);
  return b === null ? textOf(a) : boundedText(textOf(a) + textOf(b));
}

/** Date `+` (section 6.8): the duration stands on the right. Undefined for other operands. */
export function checkDateSum(node: Binary, left: Checked, right: Checked): Checked | undefined {
  if (right.type !== 'duration' && !(right.type === 'null' && isDateSummand(left.type))) return undefined;
  const type = left.type === 'null' ? 'duration' : left.type;
  if (!isDateSummand(type)) return undefined;
  return { node, type, emit: () => emitDateSum(type, node.range, left.emit(), right.emit()) };
}

function isDateSummand(type: TypeName): boolean {
  return type === 'dateTime' || type === 'dateTimeOnly' || type === 'duration';
}

/** Temporal's addition is slow against the other operators. */
const dateSumCost = 20;

function emitDateSum(type: TypeName, range: Range, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || b === null) return null;
    frame.at = range;
    charge(frame, dateSumCost);
    if (type === 'dateTime') return addToDateTime(a as DateTime, b as Duration);
    if (type === 'duration') return addDurations(a as Duration, b as Duration);
    return addToPlain(a as Temporal.PlainDateTime, b as Duration);
  };
}
