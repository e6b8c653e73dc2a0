import { limits } from '../limits.ts';
import { parse } from '../parser.ts';
import { flattenExpression } from './flatten-expression.ts';
import { layOut } from './lay-out.ts';

/**
 * The canonical layout of an expression: one space around operators and after commas, text in double quotes, and line
 * breaks at `and`, `or`, `if`, arguments and parentheses where a line would pass 100 code units. The result parses to
 * the same tree, and formatting it again changes nothing. A text with syntax problems, or one that would outgrow the
 * length limit, comes back as it is.
 */
export function format(text: string): string {
  const { root, problems } = parse(text);
  if (problems.length > 0) return text;
  const laidOut = layOut(root, text);
  if (laidOut.length <= limits.textLength) return laidOut;
  const flat = flattenExpression(root, text);
  return flat.length <= limits.textLength ? flat : text;
}
