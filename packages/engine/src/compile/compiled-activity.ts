import type { CompiledExpression, JsonValue, TypeName } from '@cairn/expression';
import type { FetchPlan } from '../fetch/fetch-plan.ts';
import type { Visit } from '../passage/visit.ts';

/** An arrow of the graph, resolved to the activity it leads to. */
export interface Arrow {
  readonly id: string;
  /** What people see on it: label of the condition path, else the branch. */
  readonly name: string;
  /** All arrows that leave the same activity by the same branch, upper first; several arm events and waits together. */
  readonly outlet: Outlet;
  readonly to: CompiledActivity;
}
export type Outlet = readonly Arrow[];

interface CompiledCommon {
  readonly id: string;
  /** Name on the canvas and in step events: `Name-label`. */
  readonly name: string;
  /** `start` for an entry event, else the kind. */
  readonly nodeType: string;
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly hasAlternativePath: boolean;
  /** External field groups the activity reads, in an order in which they can be fetched. */
  readonly fetches: FetchPlan;
}

export interface CompiledEvent extends CompiledCommon {
  readonly kind: 'event';
  readonly eventName: string;
  readonly timeout: { readonly afterMs: number; readonly hasPath: boolean } | null;
}

export interface CompiledPath {
  readonly id: string;
  /** Throws ExpressionError when the path's expression fails. */
  isTrue(visit: Visit): boolean;
}
export interface CompiledCondition extends CompiledCommon {
  readonly kind: 'condition';
  readonly paths: readonly CompiledPath[];
  readonly hasOtherPath: boolean;
}

export interface CompiledWait extends CompiledCommon {
  readonly kind: 'wait';
  /** Duration in milliseconds, or an expression that gives the wall-clock time at which the wait ends. */
  readonly until: number | CompiledExpression;
}

export type NamedExpression = readonly [name: string, expression: CompiledExpression];
/** One variable body field: its value is checked against the declared type before it leaves. */
export interface CompiledParameter {
  readonly path: string;
  readonly expression: CompiledExpression;
  readonly type: TypeName;
  /** Rewrites the elements of a variable object list; null for other types. */
  readonly reshape: ((value: JsonValue) => JsonValue) | null;
}
export interface CompiledAction extends CompiledCommon {
  readonly kind: 'action';
  readonly actionId: string;
  readonly actionName: string;
  readonly path: CompiledExpression | null;
  readonly headers: readonly NamedExpression[];
  readonly queryParameters: readonly NamedExpression[];
  readonly parameters: readonly CompiledParameter[];
}

export interface CompiledEnd extends CompiledCommon {
  readonly kind: 'end';
}

export type CompiledActivity = CompiledEvent | CompiledCondition | CompiledWait | CompiledAction | CompiledEnd;
