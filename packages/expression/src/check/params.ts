import type { Param } from '../ast.ts';
import type { GroupSchema } from '../catalogue.ts';
import { Compiled } from '../compiled.ts';
import type { CompiledExpression } from '../expression.ts';
import type { Frame } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import { toJson } from '../values/to-json.ts';
import type { Checked } from './checked.ts';
import type { Checker } from './checker.ts';
import { NeedsCollector } from './needs.ts';

/** The params of one reference: each as an expression of its own, for the host, and all together, for the reading. */
export interface CheckedParams {
  readonly expressions: ReadonlyMap<string, CompiledExpression>;
  readonly emit: () => (frame: Frame) => Readonly<Record<string, JsonValue>>;
}

/** Call parameters (section 7.7). They are evaluated before the fetch, so no loop variable has a value in them. */
export function checkParams(checker: Checker, params: readonly Param[], group: GroupSchema | undefined): CheckedParams {
  if (group !== undefined) for (const param of params) requireKnown(checker, param, group);
  const values = new Map<string, Checked>();
  const expressions = new Map<string, CompiledExpression>();
  for (const param of params) {
    if (values.has(param.name.text)) reportTwice(checker, param);
    const { checked, expression } = checkParam(checker, param);
    values.set(param.name.text, checked);
    expressions.set(param.name.text, expression);
  }
  return { expressions, emit: () => emitParams(values) };
}

function requireKnown(checker: Checker, { name }: Param, group: GroupSchema): void {
  if (group.params.includes(name.text)) return;
  checker.reportUnknown('EXPR_UNKNOWN_PARAMETER', name.range, 'parameter', name.text, group.params);
}

function reportTwice(checker: Checker, { name }: Param): void {
  checker.report('EXPR_UNKNOWN_PARAMETER', name.range, `the parameter "${name.text}" is given twice`);
}

function checkParam(checker: Checker, param: Param): { checked: Checked; expression: CompiledExpression } {
  const needs = new NeedsCollector();
  const checked = checker.checkOutsideLoops(param.value, needs);
  const ownNeeds = needs.toNeeds();
  checker.needs.addAll(ownNeeds);
  const { start, end } = param.value.range;
  const text = checker.text.slice(start, end);
  return { checked, expression: new Compiled(checker.text, text, checked, ownNeeds) };
}

function emitParams(values: ReadonlyMap<string, Checked>): (frame: Frame) => Readonly<Record<string, JsonValue>> {
  const evaluators = [...values].map(([name, checked]) => [name, checked.emit()] as const);
  return (frame) => Object.fromEntries(evaluators.map(([name, evaluate]) => [name, toJson(evaluate(frame))]));
}
