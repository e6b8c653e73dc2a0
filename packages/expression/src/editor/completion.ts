import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';

export type CompletionKind =
  | 'event'
  | 'dataSource'
  | 'group'
  | 'action'
  | 'property'
  | 'field'
  | 'access'
  | 'parameter'
  | 'segment'
  | 'function'
  | 'loopVariable'
  | 'constant'
  | 'keyword'
  | 'operator';

/** One thing that may be written at a position. */
export interface Completion {
  /** What the list shows, and what the author's typing is matched with. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** Replaces the text in the range of the list. */
  readonly insert: string;
  /** Where the caret goes, counted from the start of `insert`: between the parentheses of a function, for one. */
  readonly caret: number;
  /** Static type of what is written, where known. */
  readonly type?: TypeName;
  /** Friendly name of a field. */
  readonly title?: string;
  /** Signature of a function or data type of a field, for the right side of the list. */
  readonly detail?: string;
  /** One sentence in the language of the author. */
  readonly description?: string;
}

export interface CompletionList {
  /** The part of the text that a completion replaces. */
  readonly range: Range;
  /** Best first: what fits the type that is expected here, then what begins as the author typed. */
  readonly items: readonly Completion[];
}

export function completion(
  kind: CompletionKind,
  label: string,
  more: Partial<Omit<Completion, 'kind' | 'label'>> = {},
): Completion {
  const insert = more.insert ?? label;
  return { label, kind, ...more, insert, caret: more.caret ?? insert.length };
}
