import type { Binary, Unary } from '../ast.ts';
import type { Evaluator } from '../frame.ts';
import { titleOf } from '../values/conversion.ts';
import { type Checked, emitAs, isAssignable } from './checked.ts';
import type { Checker } from './checker.ts';

/** `and`, `or` (section 6.2): null counts as false; the right side is evaluated only where it matters. */
export function checkLogical(checker: Checker, node: Binary, left: Checked, right: Checked): Checked {
  requireBoolean(checker, left, `"${node.operator}"`);
  requireBoolean(checker, right, `"${node.operator}"`);
  const make = node.operator === 'and' ? emitAnd : emitOr;
  return { node, type: 'boolean', emit: () => make(emitAs(left, 'boolean'), emitAs(right, 'boolean')) };
}

export function checkNot(checker: Checker, node: Unary): Checked {
  const operand = checker.check(node.operand);
  requireBoolean(checker, operand, '"not"');
  return { node, type: 'boolean', emit: () => emitNot(emitAs(operand, 'boolean')) };
}

/** Reports a node that cannot be a boolean; `place` names where it stands. */
export function requireBoolean(checker: Checker, checked: Checked, place: string): void {
  if (isAssignable(checked, 'boolean')) return;
  const message = `${place} takes a boolean, not ${titleOf(checked.type)}`;
  checker.report('EXPR_OPERAND_TYPE', checked.node.range, message);
}

function emitAnd(left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => left(frame) === true && right(frame) === true;
}

function emitOr(left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => left(frame) === true || right(frame) === true;
}

function emitNot(operand: Evaluator): Evaluator {
  return (frame) => operand(frame) !== true;
}
