import { type Catalogue, type CompiledExpression, type CompileOptions, compile } from '@cairn/expression';
import { type FetchPlan, FetchPlanner, type SourceParameters } from '../fetch/fetch-plan.ts';
import type { DataSourceBinding } from '../journey-source.ts';
import { JourneyCompileError } from './compile-error.ts';

/** Compiles the expressions of one activity and collects what they read. */
export class ActivityCompiler {
  readonly activityId: string;
  readonly expressions: CompiledExpression[] = [];
  readonly #catalogue: Catalogue;
  readonly #bindings: ReadonlyMap<string, DataSourceBinding>;

  constructor(activityId: string, catalogue: Catalogue, bindings: ReadonlyMap<string, DataSourceBinding>) {
    this.activityId = activityId;
    this.#catalogue = catalogue;
    this.#bindings = bindings;
  }

  /** Throws JourneyCompileError ENGINE_BAD_EXPRESSION. */
  expression(text: string, options?: CompileOptions): CompiledExpression {
    try {
      const compiled = compile(text, this.#catalogue, options);
      this.expressions.push(compiled);
      return compiled;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new JourneyCompileError('ENGINE_BAD_EXPRESSION', this.activityId, `${text}: ${reason}`, { cause });
    }
  }

  /** Call last: plans the fetches of every expression compiled so far, those of parameters included. */
  planFetches(sourceParameters: SourceParameters): FetchPlan {
    const planner = new FetchPlanner(this, this.#bindings, sourceParameters);
    for (const expression of [...this.expressions]) planner.addAll(expression.needs.groups);
    return planner.plan;
  }

  fail(code: JourneyCompileError['code'], message: string, cause?: unknown): never {
    throw new JourneyCompileError(code, this.activityId, message, { cause });
  }
}
