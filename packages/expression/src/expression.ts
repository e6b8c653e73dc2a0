import type { Catalogue } from './catalogue.ts';
import type { JsonValue } from './json.ts';
import type { Scope } from './scope.ts';
import type { TypeName } from './type.ts';

/** A field group that must be fetched before evaluation. */
export interface GroupNeed {
  readonly source: string;
  readonly group: string;
  /** Inline `params`, if the reference gives any; each is evaluated in the same scope, before the fetch. */
  readonly params: ReadonlyMap<string, CompiledExpression> | undefined;
}

/** What an expression reads, so that the host can fetch it all before evaluating. */
export interface ExpressionNeeds {
  /** Event name and dotted path of plain field steps (up to the first access) of every `@{}` reference. */
  readonly events: readonly { readonly event: string; readonly path: string }[];
  /** In an order in which they can be fetched: a group whose params read another group comes after it. */
  readonly groups: readonly GroupNeed[];
  readonly actions: readonly { readonly action: string; readonly path: string }[];
  readonly segments: readonly string[];
  readonly properties: readonly string[];
}

/** The outcome of `compile`: a checked expression that can be evaluated any number of times. */
export interface CompiledExpression {
  readonly text: string;
  readonly type: TypeName;
  readonly needs: ExpressionNeeds;
  /** The value in its JSON form (section 4.1); throws ExpressionError of stage `runtime` or `type`, nothing else. */
  evaluateJson(scope: Scope): JsonValue;
  /** For conditions: null counts as false. */
  evaluateBoolean(scope: Scope): boolean;
  /** For custom waits: a wall-clock time, or null. */
  evaluateDateTimeOnly(scope: Scope): Temporal.PlainDateTime | null;
}

export interface CompileOptions {
  /** The type the place of use imposes (section 1.3); a clash is a `type` error. */
  readonly resultType?: TypeName;
}

/** Signature of the one door: parse, check and compile; throws ExpressionError. */
export type Compile = (text: string, catalogue: Catalogue, options?: CompileOptions) => CompiledExpression;
