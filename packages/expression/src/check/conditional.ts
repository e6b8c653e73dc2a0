import type { Conditional } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import type { TypeName } from '../type.ts';
import { titleOf } from '../values/conversion.ts';
import { elementTypeOf, isListType, isListValue, isScalarType, kindOf, type Value } from '../values/value.ts';
import { type Checked, emitAs } from './checked.ts';
import type { Checker } from './checker.ts';
import { requireBoolean } from './logical.ts';
import { isNumberType } from './number-type.ts';

/** `if () then () else ()` (section 9): both branches are checked, one is evaluated. */
export function checkConditional(checker: Checker, node: Conditional): Checked {
  const condition = checker.check(node.condition);
  const whenTrue = checker.check(node.whenTrue);
  const whenFalse = checker.check(node.whenFalse);
  requireBoolean(checker, condition, '"if"');
  const type = branchType(whenTrue, whenFalse);
  if (type === undefined) {
    reportBranches(checker, node, whenTrue, whenFalse);
    return checker.unknown(node);
  }
  const emit = () =>
    emitConditional(emitAs(condition, 'boolean'), emitBranch(whenTrue, type), emitBranch(whenFalse, type));
  const fitsEveryList = whenTrue.fitsEveryList === true && whenFalse.fitsEveryList === true;
  return { node, type, fitsEveryList, emit };
}

function reportBranches(checker: Checker, node: Conditional, whenTrue: Checked, whenFalse: Checked): void {
  const types = `${titleOf(whenTrue.type)} and ${titleOf(whenFalse.type)}`;
  const message = `the branches of "if" must have one scalar type or list of scalars, not ${types}`;
  checker.report('EXPR_MIXED_BRANCHES', node.whenFalse.range, message);
}

function branchType(a: Checked, b: Checked): TypeName | undefined {
  if (!mayBeBranch(a.type) || !mayBeBranch(b.type)) return undefined;
  if (a.type === b.type || b.type === 'null') return a.type;
  if (a.type === 'null') return b.type;
  if (isNumberType(a.type) && isNumberType(b.type)) return 'decimal';
  if (a.type === 'listAny' && isListType(b.type)) return b.type;
  if (b.type === 'listAny' && isListType(a.type)) return a.type;
  if (a.type === 'any') return withUnknown(b.type);
  return b.type === 'any' ? withUnknown(a.type) : undefined;
}

/** Beside an integer an unknown value may turn out to be a decimal, so the type stays open. */
function withUnknown(type: TypeName): TypeName {
  return type === 'integer' ? 'any' : type;
}

function mayBeBranch(type: TypeName): boolean {
  return (
    isScalarType(type) || type === 'any' || type === 'null' || (isListType(type) && elementTypeOf(type) !== 'object')
  );
}

function emitConditional(condition: Evaluator, whenTrue: Evaluator, whenFalse: Evaluator): Evaluator {
  return (frame) => (condition(frame) === true ? whenTrue(frame) : whenFalse(frame));
}

/** A branch of unknown type must still turn out to be a scalar or a list of scalars. */
function emitBranch(branch: Checked, type: TypeName): Evaluator {
  const evaluate = emitAs(branch, type);
  if (branch.type !== 'any' || type !== 'any') return evaluate;
  return (frame) => {
    const value = evaluate(frame);
    if (!isObjects(value)) return value;
    frame.at = branch.node.range;
    throw typeFault(`${show(value)} cannot be a branch of "if"`);
  };
}

function isObjects(value: Value): boolean {
  const first = isListValue(value) ? (value.find((item) => item !== null) ?? null) : value;
  const kind = kindOf(first);
  return kind === 'object' || (kind === 'list' && first !== value);
}
