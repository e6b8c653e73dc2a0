import type { Call } from '../ast.ts';
import { ungroup } from '../ast.ts';
import { charge, type Frame } from '../frame.ts';
import { timeUnits } from '../functions/date/delta.ts';
import { callCosts, type FunctionDefinition, type Parameter, type Signature } from '../functions/definition.ts';
import { findFunction, functionNames } from '../functions/table.ts';
import type { TypeName } from '../type.ts';
import { zoneId } from '../values/zone.ts';
import { type Checked, isAssignable, isDynamic, isField } from './checked.ts';
import type { Checker } from './checker.ts';
import { checkDate } from './date-literal.ts';
import { emitCall, emitDynamicCall } from './invoke.ts';

/** A function call: the signatures that fit the static types are the candidates (section 11). */
export function checkCall(checker: Checker, node: Call): Checked {
  if (node.name === 'date') return checkDate(checker, node);
  const args = node.args.map((arg) => checker.check(arg));
  const definition = findFunction(node.name);
  if (definition === undefined) {
    checker.reportUnknown('EXPR_UNKNOWN_FUNCTION', node.nameRange, 'function', node.name, functionNames);
    return checker.unknown(node);
  }
  const candidates = findCandidates(checker, node, definition, args);
  const [first] = candidates;
  if (first === undefined) return checker.unknown(node);
  for (const [index, param] of first.params.entries()) requireDemand(checker, node, param, args[index]!);
  return priced(checkResolved(node, candidates, args), callCosts[definition.category]);
}

/** A call that costs more than a step is charged before it is made. */
function priced(call: Checked, cost: number): Checked {
  if (cost === 1) return call;
  const emit = () => {
    const evaluate = call.emit();
    return (frame: Frame) => {
      charge(frame, cost);
      return evaluate(frame);
    };
  };
  return { ...call, emit };
}

function checkResolved(node: Call, candidates: readonly Signature[], args: readonly Checked[]): Checked {
  const isOpen = candidates.length > 1 && args.some(isDynamic);
  if (isOpen) {
    const type = commonResult(candidates, args);
    return { node, type, emit: () => emitDynamicCall(node, candidates, args, type) };
  }
  const chosen = candidates.find((candidate) => isExact(candidate, args)) ?? candidates[0]!;
  const type = resultOf(chosen, args);
  return {
    node,
    type,
    schema: chosen.result === 'same' ? args[0]?.schema : undefined,
    emit: () => emitCall(node, chosen, args),
  };
}

function isExact(candidate: Signature, args: readonly Checked[]): boolean {
  return candidate.params.every(({ type }, index) => args[index]!.type === type || args[index]!.type === 'null');
}

function resultOf(signature: Signature, args: readonly Checked[]): TypeName {
  if (signature.result !== 'same') return signature.result;
  const type = args[0]!.type;
  return type === 'null' ? 'listAny' : type;
}

function commonResult(candidates: readonly Signature[], args: readonly Checked[]): TypeName {
  const [first, ...rest] = candidates.map((candidate) => resultOf(candidate, args));
  return rest.every((type) => type === first) ? first! : 'any';
}

function findCandidates(
  checker: Checker,
  node: Call,
  definition: FunctionDefinition,
  args: readonly Checked[],
): readonly Signature[] {
  const sameCount = definition.signatures.filter(({ params }) => params.length === args.length);
  if (sameCount.length === 0) {
    const message = `${node.name} takes ${definition.forms.join(' or ')}, not ${args.length} arguments`;
    checker.report('EXPR_ARGUMENT_COUNT', node.range, message);
    return [];
  }
  const fitting = sameCount.filter(({ params }) => params.every(({ type }, index) => isAssignable(args[index]!, type)));
  if (fitting.length === 0) {
    const types = args.map(({ type }) => type).join(', ');
    checker.report(
      'EXPR_ARGUMENT_TYPE',
      node.range,
      `${node.name} takes ${definition.forms.join(' or ')}, not (${types})`,
    );
  }
  return fitting;
}

/** Literals are checked at once against what the parameter demands beside its type. */
function requireDemand(checker: Checker, node: Call, { demand, name }: Parameter, arg: Checked): void {
  if (demand === undefined) return;
  if (demand === 'field') {
    requireField(checker, node, arg);
    return;
  }
  const literal = literalText(arg);
  if (literal !== undefined) checkLiteralDemand(checker, demand, literal, arg);
  else if (demand === 'constant' || demand === 'constant zone')
    checker.report('EXPR_NOT_CONSTANT', arg.node.range, `the ${name} of ${node.name} must be one text in quotes`);
  if (demand === 'constant' && literal !== undefined) checkSegment(checker, literal, arg);
}

function requireField(checker: Checker, node: Call, arg: Checked): void {
  if (arg.type !== 'listObject' || isField(arg)) return;
  checker.report(
    'EXPR_NOT_A_REFERENCE',
    arg.node.range,
    `${node.name} takes a list of objects only as a field reference`,
  );
}

function literalText(arg: Checked): string | undefined {
  const node = ungroup(arg.node);
  return node.kind === 'literal' && node.type === 'string' ? node.value : undefined;
}

function checkLiteralDemand(checker: Checker, demand: string, literal: string, arg: Checked): void {
  const { range } = arg.node;
  if (demand.endsWith('zone') && zoneId(literal) === undefined)
    checker.report('EXPR_UNKNOWN_TIME_ZONE', range, `"${literal}" is no time zone; write one like "Europe/Paris"`);
  if (demand === 'unit' && !timeUnits.includes(literal))
    checker.reportUnknown('EXPR_UNKNOWN_UNIT', range, 'unit of time', literal, timeUnits);
}

/** The one constant that is no zone is the name of a segment. */
function checkSegment(checker: Checker, name: string, arg: Checked): void {
  checker.needs.segments.add(name);
  const { segments } = checker.catalogue;
  if (segments !== undefined && !segments.has(name))
    checker.reportUnknown('EXPR_UNKNOWN_SEGMENT', arg.node.range, 'segment', name, segments);
}
