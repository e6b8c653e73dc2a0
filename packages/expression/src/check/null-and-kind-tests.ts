import type { Test } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import type { TypeName } from '../type.ts';
import { titleOf } from '../values/conversion.ts';
import { isListType, isListValue, kindOf } from '../values/value.ts';
import type { Checked } from './checked.ts';
import type { Checker } from './checker.ts';

/** The tests of section 6.3; all give a boolean. */
export function checkTest(checker: Checker, node: Test, operand: Checked): Checked {
  if (node.test === 'has null') requireList(checker, operand);
  return { node, type: 'boolean', emit: () => emitTest(node, operand) };
}

function requireList(checker: Checker, operand: Checked): void {
  const { type } = operand;
  if (isListType(type) || type === 'any' || type === 'null') return;
  checker.report('EXPR_OPERAND_TYPE', operand.node.range, `"has null" takes a list, not ${titleOf(type)}`);
}

function emitTest(node: Test, operand: Checked): Evaluator {
  const evaluate = operand.emit();
  switch (node.test) {
    case 'is null':
      return (frame) => evaluate(frame) === null;
    case 'is not null':
      return (frame) => evaluate(frame) !== null;
    case 'has null':
      return emitHasNull(evaluate, operand);
    case 'is numeric':
      return emitKindTest(evaluate, operand.type, ['integer', 'decimal']);
    case 'is integer':
      return emitKindTest(evaluate, operand.type, ['integer']);
    case 'is decimal':
      return emitKindTest(evaluate, operand.type, ['decimal']);
  }
}

function emitHasNull(evaluate: Evaluator, operand: Checked): Evaluator {
  return (frame) => {
    const list = evaluate(frame);
    if (list === null) return false;
    frame.at = operand.node.range;
    if (!isListValue(list)) throw typeFault(`"has null" takes a list, not ${show(list)}`);
    frame.steps -= list.length;
    return list.includes(null);
  };
}

/** The type is tested, never the content; null gives false. */
function emitKindTest(evaluate: Evaluator, type: TypeName, wanted: readonly string[]): Evaluator {
  if (type === 'any') return (frame) => wanted.includes(kindOf(evaluate(frame)));
  const fits = wanted.includes(type);
  return (frame) => evaluate(frame) !== null && fits;
}
