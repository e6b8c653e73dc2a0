import type { Call } from '../ast.ts';
import { show, typeFault } from '../fault.ts';
import { charge, type Evaluator, type Frame } from '../frame.ts';
import type { Implementation, Signature } from '../functions/definition.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { readAs } from '../values/conversion.ts';
import { boxDecimal } from '../values/decimal.ts';
import { isListValue, kindOf, type Value } from '../values/value.ts';
import { type Checked, emitAs, isDynamic, isField } from './checked.ts';
import { selectSignature } from './select-signature.ts';

/** The closure of a call whose signature is known. */
export function emitCall(node: Call, signature: Signature, args: readonly Checked[]): Evaluator {
  const evaluators = args.map((arg, index) => emitArgument(arg, signature, index));
  const call = signature.bind(args[0]?.schema);
  const onNull = signature.result === 'boolean' ? false : null;
  return signature.takesNull
    ? emitNullable(call, evaluators, node.range)
    : emitStrict(call, evaluators, node.range, onNull);
}

function emitArgument(arg: Checked, signature: Signature, index: number): Evaluator {
  const param = signature.params[index]!;
  const evaluate = emitAs(arg, param.type);
  if (param.demand !== 'field' || !isDynamic(arg) || isField(arg)) return evaluate;
  return (frame) => {
    const value = evaluate(frame);
    frame.at = arg.node.range;
    requireScalars(value);
    return value;
  };
}

/** Lists of objects come from field references only, also where that shows only now. */
function requireScalars(value: Value): void {
  const known = isListValue(value) ? value.find((item) => item !== null) : undefined;
  if (known !== undefined && kindOf(known) === 'object') throw typeFault('a list of objects must be a field reference');
}

/** Null arguments are answered here (section 5). Written out by count: calls stand in the innermost loops. */
function emitStrict(call: Implementation, args: readonly Evaluator[], range: Range, onNull: null | false): Evaluator {
  const [first, second] = args;
  if (first === undefined) return emitNullable(call, args, range);
  if (args.length > 2) return emitStrictMany(call, args, range, onNull);
  if (second === undefined) {
    return (frame) => {
      const a = first(frame);
      if (a === null) return onNull;
      frame.at = range;
      return call(a, frame);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (a === null || b === null) return onNull;
    frame.at = range;
    return call(a, b, frame);
  };
}

function emitStrictMany(
  call: Implementation,
  args: readonly Evaluator[],
  range: Range,
  onNull: null | false,
): Evaluator {
  return (frame) => {
    const values = args.map((arg) => arg(frame));
    if (values.includes(null)) return onNull;
    frame.at = range;
    return call(...values, frame);
  };
}

function emitNullable(call: Implementation, args: readonly Evaluator[], range: Range): Evaluator {
  const [first, second] = args;
  if (first !== undefined && second === undefined) {
    return (frame) => {
      const a = first(frame);
      frame.at = range;
      return call(a, frame);
    };
  }
  return (frame) => {
    const values = args.map((arg) => arg(frame));
    frame.at = range;
    return call(...values, frame);
  };
}

/** A call whose signature depends on the kinds that undeclared fields turn out to have. */
export function emitDynamicCall(
  node: Call,
  candidates: readonly Signature[],
  args: readonly Checked[],
  type: TypeName,
): Evaluator {
  const evaluators = args.map((arg) => emitAs(arg, 'any'));
  const calls = new Map(candidates.map((signature) => [signature, signature.bind(args[0]?.schema)] as const));
  return (frame) => {
    const values = evaluators.map((evaluate) => evaluate(frame));
    frame.at = node.range;
    for (const value of values) if (isListValue(value)) charge(frame, value.length);
    const signature = selectSignature(candidates, values);
    if (signature === undefined) throw noSignature(node, values);
    const result = invoke(signature, calls.get(signature)!, values, args, frame);
    return type === 'any' && typeof result === 'number' && signature.result === 'decimal' ? boxDecimal(result) : result;
  };
}

function noSignature(node: Call, values: readonly Value[]) {
  const shown = values.map((value) => `${show(value)} (${kindOf(value)})`).join(', ');
  return typeFault(`${node.name} does not take ${shown}`);
}

function invoke(
  signature: Signature,
  call: Implementation,
  values: readonly Value[],
  args: readonly Checked[],
  frame: Frame,
): Value {
  const read = values.map((value, index) => readArgument(signature, value, args[index]!, index));
  if (!signature.takesNull && read.includes(null)) return signature.result === 'boolean' ? false : null;
  return call(...read, frame);
}

function readArgument(signature: Signature, value: Value, arg: Checked, index: number): Value {
  const { type, demand } = signature.params[index]!;
  if (demand === 'field' && !isField(arg)) requireScalars(value);
  return readAs(value, type);
}
