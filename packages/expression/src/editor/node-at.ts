import type { Expression } from '../ast.ts';
import { childrenOf } from './walk.ts';

/** The innermost node whose text holds the character at `position`. */
export function nodeAt(root: Expression, position: number): Expression | undefined {
  let found: Expression | undefined;
  let next: Expression | undefined = holds(root, position) ? root : undefined;
  while (next !== undefined) {
    found = next;
    next = childrenOf(found).find((child) => holds(child, position));
  }
  return found;
}

function holds({ range }: Expression, position: number): boolean {
  return range.start <= position && position < range.end;
}
