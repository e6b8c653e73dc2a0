import { type Call, ungroup } from '../ast.ts';
import { Fault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import type { Range } from '../problem.ts';
import { dateByShape } from '../values/conversion.ts';
import { kindOf, type Value } from '../values/value.ts';
import type { Checked } from './checked.ts';
import type { Checker } from './checker.ts';

/** `date("...")`, the literal form of the date types (section 4.2). Text that fits no shape fails in evaluation. */
export function checkDate(checker: Checker, node: Call): Checked {
  const [arg] = node.args;
  if (arg === undefined || node.args.length > 1) {
    checker.report(
      'EXPR_ARGUMENT_COUNT',
      node.range,
      `date takes one text in quotes, not ${node.args.length} arguments`,
    );
    return checker.unknown(node);
  }
  const literal = ungroup(arg);
  if (literal.kind !== 'literal' || literal.type !== 'string') {
    checker.report('EXPR_NOT_CONSTANT', arg.range, 'date takes one text in quotes; use toDateTime for computed text');
    return checker.unknown(node);
  }
  return checkText(node, literal.value);
}

function checkText(node: Call, text: string): Checked {
  try {
    const value: Value = dateByShape(text);
    return { node, type: kindOf(value) as 'dateOnly' | 'dateTimeOnly' | 'dateTime', emit: () => () => value };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { node, type: 'null', emit: () => emitFault(error, node.range) };
  }
}

function emitFault(fault: Fault, range: Range): Evaluator {
  return (frame) => {
    frame.at = range;
    throw new Fault(fault.code, fault.message);
  };
}
