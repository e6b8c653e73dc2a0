import type { Expression } from '../ast.ts';
import type { FieldSchema } from '../catalogue.ts';
import { charge, type Evaluator } from '../frame.ts';
import type { TypeName } from '../type.ts';
import { readAs } from '../values/conversion.ts';
import { boxDecimal } from '../values/decimal.ts';
import { isListType, isListValue, type Value } from '../values/value.ts';
import type { PlainField } from './field-comparison.ts';

/** A node with its static type, from which closures are made once the whole text is known to be sound. */
export interface Checked {
  readonly node: Expression;
  readonly type: TypeName;
  /** Members of an object, or of the elements of a listObject, where declared. */
  readonly schema?: FieldSchema;
  /** A list literal without a value that would fix its type: `[]` fits every list type. */
  readonly fitsEveryList?: boolean;
  /** Set on a reference that is one plain step without default, for the comparisons that read it directly. */
  readonly plainField?: PlainField;
  /** Makes the closure; called after the check, once the whole text is sound. */
  readonly emit: () => Evaluator;
}

/** Static types whose values show their kind only during evaluation. */
export function isDynamic(checked: Checked): boolean {
  return checked.type === 'any' || (checked.type === 'listAny' && checked.fitsEveryList !== true);
}

/** Whether a value of the node may stand where `target` is wanted (sections 1.2, 4.3, 4.4, 4.5). */
export function isAssignable(checked: Checked, target: TypeName): boolean {
  const { type } = checked;
  if (type === target || type === 'null' || type === 'any' || target === 'any') return true;
  if (target === 'decimal') return type === 'integer';
  if (target === 'listDecimal' && type === 'listInteger') return true;
  if (target === 'listAny') return isListType(type);
  return type === 'listAny' && isListType(target);
}

/** The closure of a node, its value brought to `target`; the node must be assignable. */
export function emitAs(checked: Checked, target: TypeName): Evaluator {
  const evaluate = checked.emit();
  const { type } = checked;
  if (type === target || type === 'null' || checked.fitsEveryList === true) return evaluate;
  if (target === 'any') return type === 'decimal' ? boxed(evaluate) : evaluate;
  if (type === 'integer') return widened(evaluate);
  if (type === 'listInteger' && target === 'listDecimal') return listWidened(evaluate);
  return isDynamic(checked) ? emitReading(checked, evaluate, target) : evaluate;
}

function boxed(evaluate: Evaluator): Evaluator {
  return (frame) => {
    const value = evaluate(frame);
    return typeof value === 'number' ? boxDecimal(value) : value;
  };
}

/** Only integers beyond the safe range change their form when they become decimals. */
function widened(evaluate: Evaluator): Evaluator {
  return (frame) => {
    const value = evaluate(frame);
    return typeof value === 'bigint' ? Number(value) : value;
  };
}

function listWidened(evaluate: Evaluator): Evaluator {
  return (frame) => {
    const list = evaluate(frame);
    return isListValue(list) ? list.map((item) => (typeof item === 'bigint' ? Number(item) : item)) : list;
  };
}

/** Reading a value may parse a date. */
const readingCost = 10;

function emitReading(checked: Checked, evaluate: Evaluator, target: TypeName): Evaluator {
  const { range } = checked.node;
  if (target === 'boolean') return (frame) => readBoolean(evaluate(frame), () => (frame.at = range));
  return (frame) => {
    const value = evaluate(frame);
    if (value === null) return null;
    frame.at = range;
    charge(frame, isListValue(value) ? value.length : readingCost);
    return readAs(value, target);
  };
}

function readBoolean(value: Value, locate: () => void): boolean | null {
  if (typeof value === 'boolean' || value === null) return value;
  locate();
  return readAs(value, 'boolean');
}

/** True for the nodes that read a field. */
export function isField({ node }: Checked): boolean {
  return node.kind === 'reference' || node.kind === 'loopVariable';
}
