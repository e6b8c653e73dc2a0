import { caretPicture } from './caret.ts';
import type { Problem, ProblemCode, Range, Stage } from './problem.ts';

/**
 * The only error that parsing, checking and evaluating throw.
 * `code` is stable, `range` counts UTF-16 code units of `text`, `caret` is a two-line picture for terminals and logs.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly code: ProblemCode;
  readonly stage: Stage;
  readonly range: Range;
  readonly suggestion: string | undefined;
  readonly text: string;

  constructor(text: string, problem: Problem) {
    super(problem.message);
    this.code = problem.code;
    this.stage = problem.stage;
    this.range = problem.range;
    this.suggestion = problem.suggestion;
    this.text = text;
  }

  /** The line of the text that holds the fault, with a caret under it. Drawn only when asked for. */
  get caret(): string {
    return caretPicture(this.text, this.range);
  }
}
