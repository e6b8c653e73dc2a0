import type { Literal } from '../ast.ts';
import type { Checked } from './checked.ts';

export function checkLiteral(node: Literal): Checked {
  const { value } = node;
  return { node, type: node.type, emit: () => () => value };
}
