import type { Catalogue } from './catalogue.ts';
import { Checker } from './check/checker.ts';
import { Compiled, resultProblem } from './compiled.ts';
import { ExpressionError } from './error.ts';
import type { Compile, CompileOptions } from './expression.ts';
import { limits } from './limits.ts';
import { parse } from './parser.ts';
import type { Problem } from './problem.ts';

/**
 * Parses, checks and compiles. Throws ExpressionError with the first problem, of stage `syntax` or `type`.
 * The outcome is made of closures: no code is generated.
 */
export const compile: Compile = (text, catalogue, options) => compileText(text, catalogue, options);

/** As `compile`, for callers inside the package that need the value itself. */
export function compileText(text: string, catalogue: Catalogue, options?: CompileOptions): Compiled {
  const { root, problems } = parse(text);
  refuse(text, problems);
  const checker = new Checker(text, catalogue);
  const checked = checker.check(root);
  refuse(text, checker.problems);
  const segments = checker.needs.segments.size;
  if (segments > limits.segments) {
    const message = `the expression tests ${segments} segments; the limit is ${limits.segments}`;
    refuse(text, [{ code: 'EXPR_TOO_MANY_SEGMENTS', stage: 'type', range: root.range, message }]);
  }
  const wrongResult = options?.resultType === undefined ? undefined : resultProblem(checked, options.resultType);
  if (wrongResult !== undefined) refuse(text, [wrongResult]);
  return new Compiled(text, text, checked, checker.needs.toNeeds());
}

function refuse(text: string, problems: readonly Problem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new ExpressionError(text, first);
}
