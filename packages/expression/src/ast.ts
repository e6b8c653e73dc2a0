import type { Range } from './problem.ts';

/** The syntax tree. Every node knows the stretch of text it came from; the tree says nothing about types. */
export type Expression =
  | Literal
  | ListLiteral
  | Unary
  | Binary
  | Test
  | Conditional
  | Call
  | Reference
  | LoopVariable
  | Group
  | Missing;

/** An integer literal is a number when safe, else a bigint; 2^63 occurs directly under a unary minus only. */
export type Literal =
  | { readonly kind: 'literal'; readonly type: 'integer'; readonly value: number | bigint; readonly range: Range }
  | { readonly kind: 'literal'; readonly type: 'decimal'; readonly value: number; readonly range: Range }
  | { readonly kind: 'literal'; readonly type: 'string'; readonly value: string; readonly range: Range }
  | { readonly kind: 'literal'; readonly type: 'boolean'; readonly value: boolean; readonly range: Range }
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null; readonly range: Range };

export interface ListLiteral {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly range: Range;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | 'not';
  readonly operand: Expression;
  readonly range: Range;
}

export type BinaryOperator = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly operatorRange: Range;
  readonly left: Expression;
  readonly right: Expression;
  readonly range: Range;
}

export type TestName = 'is null' | 'is not null' | 'has null' | 'is numeric' | 'is integer' | 'is decimal';

export interface Test {
  readonly kind: 'test';
  readonly test: TestName;
  readonly operand: Expression;
  readonly range: Range;
}

/** `if (condition) then (whenTrue) else (whenFalse)`. The parentheses belong to this node, not to its parts. */
export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly range: Range;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly Expression[];
  readonly range: Range;
}

/** An expression in parentheses. */
export interface Group {
  readonly kind: 'group';
  readonly inner: Expression;
  readonly range: Range;
}

/** A place where an expression is wanted and none stands; the parser has reported it. */
export interface Missing {
  readonly kind: 'missing';
  readonly range: Range;
}

/** A name of a field, root or parameter, unquoted text. */
export interface Name {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly range: Range;
}

/** `event` is `@{}`, `data` is `#{}`, `action` is `@action{}`. */
export type ReferenceKind = 'event' | 'data' | 'action';

export interface Reference {
  readonly kind: 'reference';
  readonly of: ReferenceKind;
  /** Event, data source or action name. */
  readonly root: Name;
  /** The field group; only and always for `data`. */
  readonly group: Name | undefined;
  readonly steps: readonly Step[];
  readonly defaultValue: Expression | undefined;
  readonly params: readonly Param[] | undefined;
  readonly range: Range;
}

export interface Param {
  readonly name: Name;
  readonly value: Expression;
}

export type LoopVariableName = 'currentEventField' | 'currentDataPackField' | 'currentActionField';

export interface LoopVariable {
  readonly kind: 'loopVariable';
  readonly name: LoopVariableName;
  readonly nameRange: Range;
  readonly steps: readonly Step[];
  readonly range: Range;
}

export type AccessName = 'all' | 'first' | 'last' | 'at' | 'entry' | 'keys' | 'firstEntryKey';

export interface FieldStep {
  readonly kind: 'field';
  readonly name: Name;
  readonly range: Range;
}

export interface AccessStep {
  readonly kind: 'access';
  readonly access: AccessName;
  readonly nameRange: Range;
  /** Condition, index or key. */
  readonly argument: Expression | undefined;
  readonly range: Range;
}

export type Step = FieldStep | AccessStep;

/** Which loop variable stands for the elements of which kind of reference (section 7.3). */
export const loopVariableOf: Readonly<Record<ReferenceKind, LoopVariableName>> = {
  event: 'currentEventField',
  data: 'currentDataPackField',
  action: 'currentActionField',
};

/** How a reference of each kind opens. */
export const openerOf: Readonly<Record<ReferenceKind, string>> = { event: '@{', data: '#{', action: '@action{' };

/** The expression inside any parentheses. */
export function ungroup(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'group') inner = inner.inner;
  return inner;
}
