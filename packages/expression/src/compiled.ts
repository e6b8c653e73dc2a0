import type { Checked } from './check/checked.ts';
import { emitAs, isAssignable } from './check/checked.ts';
import { ExpressionError } from './error.ts';
import type { CompiledExpression, ExpressionNeeds } from './expression.ts';
import { Fault } from './fault.ts';
import { type Evaluator, Frame } from './frame.ts';
import type { JsonValue } from './json.ts';
import type { Scope } from './scope.ts';
import type { TypeName } from './type.ts';
import { titleOf } from './values/conversion.ts';
import { toJson } from './values/to-json.ts';
import type { Value } from './values/value.ts';

/** A checked expression with its closures, made at the first use of each form of evaluation. */
export class Compiled implements CompiledExpression {
  readonly text: string;
  readonly type: TypeName;
  readonly needs: ExpressionNeeds;
  readonly #source: string;
  readonly #checked: Checked;
  #value: Evaluator | undefined;
  #boolean: Evaluator | undefined;
  #dateTimeOnly: Evaluator | undefined;

  /** `source` is the whole text that the ranges of errors count in; `text` the part that is this expression. */
  constructor(source: string, text: string, checked: Checked, needs: ExpressionNeeds) {
    this.text = text;
    this.type = checked.type;
    this.needs = needs;
    this.#source = source;
    this.#checked = checked;
  }

  evaluateJson(scope: Scope): JsonValue {
    this.#value ??= this.#checked.emit();
    const frame = new Frame(scope);
    try {
      return toJson(this.#value(frame));
    } catch (error) {
      throw this.#located(error, frame);
    }
  }

  evaluateBoolean(scope: Scope): boolean {
    this.#boolean ??= this.#emitAs('boolean');
    const frame = new Frame(scope);
    try {
      return this.#boolean(frame) === true;
    } catch (error) {
      throw this.#located(error, frame);
    }
  }

  evaluateDateTimeOnly(scope: Scope): Temporal.PlainDateTime | null {
    this.#dateTimeOnly ??= this.#emitAs('dateTimeOnly');
    const frame = new Frame(scope);
    try {
      return this.#dateTimeOnly(frame) as Temporal.PlainDateTime | null;
    } catch (error) {
      throw this.#located(error, frame);
    }
  }

  /** The value itself, for hosts inside the package that tell types apart (section 13.3). */
  evaluateValue(scope: Scope): Value {
    this.#value ??= this.#checked.emit();
    const frame = new Frame(scope);
    try {
      return this.#value(frame);
    } catch (error) {
      throw this.#located(error, frame);
    }
  }

  #emitAs(type: TypeName): Evaluator {
    const problem = resultProblem(this.#checked, type);
    if (problem !== undefined) throw new ExpressionError(this.#source, problem);
    return emitAs(this.#checked, type);
  }

  /** Faults become errors at the node that was at work; anything else is a bug of the host or ours and goes on. */
  #located(error: unknown, frame: Frame): unknown {
    if (!(error instanceof Fault)) return error;
    const range = frame.at.end === 0 ? this.#checked.node.range : frame.at;
    return new ExpressionError(this.#source, { code: error.code, stage: error.stage, range, message: error.message });
  }
}

/** The problem of an expression that cannot give what its place of use demands (section 1.3). */
export function resultProblem(checked: Checked, type: TypeName) {
  if (isAssignable(checked, type)) return undefined;
  const message = `the expression gives ${titleOf(checked.type)}; ${titleOf(type)} is needed here`;
  return { code: 'EXPR_RESULT_TYPE', stage: 'type', range: checked.node.range, message } as const;
}
