import type { ListLiteral } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import { titleOf } from '../values/conversion.ts';
import { isScalarType, kindOf, listTypeOf, type Value } from '../values/value.ts';
import { type Checked, emitAs, isAssignable } from './checked.ts';
import type { Checker } from './checker.ts';

/** A list literal holds scalars of one type, with null among them (section 4.3). */
export function checkList(checker: Checker, node: ListLiteral): Checked {
  const items = node.items.map((item) => checker.check(item));
  for (const item of items) requireScalar(checker, item);
  const first = items.find((item) => isScalarType(item.type));
  const type = first?.type;
  if (type === undefined || !isScalarType(type)) return checkUntyped(node, items);
  const clash = items.find((item) => item.type !== type && !(isAssignable(item, type) && item.type !== 'integer'));
  if (clash !== undefined) reportMixed(checker, clash, type);
  return { node, type: listTypeOf(type), emit: () => emitList(items.map((item) => emitAs(item, type))) };
}

function requireScalar(checker: Checker, item: Checked): void {
  if (isScalarType(item.type) || item.type === 'any' || item.type === 'null') return;
  const message = `${titleOf(item.type)} cannot be an element of a list`;
  checker.report('EXPR_MIXED_LIST', item.node.range, message);
}

function reportMixed(checker: Checker, clash: Checked, type: string): void {
  const message = `the elements of a list have one type: ${clash.type} stands among ${type}`;
  checker.report('EXPR_MIXED_LIST', clash.node.range, message);
}

/** Nothing fixes the type: only nulls, or values of undeclared fields, whose kinds are compared when they are known. */
function checkUntyped(node: ListLiteral, items: readonly Checked[]): Checked {
  const evaluators = () => items.map((item) => item.emit());
  const isDynamic = items.some((item) => item.type === 'any');
  if (!isDynamic) return { node, type: 'listAny', fitsEveryList: true, emit: () => emitList(evaluators()) };
  return { node, type: 'listAny', emit: () => emitUniformList(evaluators(), node) };
}

function emitList(items: readonly Evaluator[]): Evaluator {
  return (frame) => {
    const list: Value[] = new Array(items.length);
    for (let index = 0; index < items.length; index++) list[index] = items[index]!(frame);
    return list;
  };
}

function emitUniformList(items: readonly Evaluator[], node: ListLiteral): Evaluator {
  const make = emitList(items);
  return (frame) => {
    const list = make(frame) as readonly Value[];
    frame.at = node.range;
    requireOneKind(list);
    return list;
  };
}

function requireOneKind(list: readonly Value[]): void {
  const known = list.find((item) => item !== null);
  if (known === undefined) return;
  const kind = kindOf(known);
  if (kind === 'list' || kind === 'object') throw typeFault(`${show(known)} cannot be an element of a list`);
  const clash = list.find((item) => item !== null && kindOf(item) !== kind);
  if (clash !== undefined) throw typeFault(`the elements of a list have one type: ${show(clash)} stands among ${kind}`);
}
