import type { Catalogue } from '../catalogue.ts';
import { Checker } from '../check/checker.ts';
import { compile } from '../compile.ts';
import { ExpressionError } from '../error.ts';
import type { CompileOptions } from '../expression.ts';
import { parse } from '../parser.ts';
import type { Problem } from '../problem.ts';

/**
 * Everything that is wrong with a text, in the order of the text: syntax problems, each repaired so that reading goes
 * on, and the type problems of what could be read. Empty exactly when `compile` accepts the text.
 */
export function diagnostics(text: string, catalogue: Catalogue, options?: CompileOptions): readonly Problem[] {
  const { root, problems: syntax } = parse(text);
  const checker = new Checker(text, catalogue);
  checker.check(root);
  const found = [...syntax, ...checker.problems];
  if (found.length === 0) return problemsOfWhole(text, catalogue, options);
  return found.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** What only the whole text can get wrong: its result type, and limits that count over all of it. */
function problemsOfWhole(text: string, catalogue: Catalogue, options?: CompileOptions): readonly Problem[] {
  try {
    compile(text, catalogue, options);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, stage, range, message, suggestion } = error;
    return [suggestion === undefined ? { code, stage, range, message } : { code, stage, range, message, suggestion }];
  }
}
