import type { Expression, LoopVariable, Reference, ReferenceKind } from '../ast.ts';
import { parse } from '../parser.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { childrenOf, walk } from './walk.ts';

/** What may stand at a position of a text. Paths of nodes run from the root of the tree to the node at the position. */
export type Place =
  /** Event, data source or action name. */
  | { readonly kind: 'root'; readonly of: ReferenceKind }
  | { readonly kind: 'group'; readonly reference: Reference }
  /** A step, `count` others being before it. */
  | {
      readonly kind: 'step';
      readonly node: Reference | LoopVariable;
      readonly count: number;
      readonly tree: Expression;
    }
  | { readonly kind: 'parameter'; readonly reference: Reference }
  | { readonly kind: 'operand'; readonly path: readonly Expression[] }
  /** Inside a string literal that is an operand. */
  | { readonly kind: 'string'; readonly path: readonly Expression[] }
  /** `defaultValue:` or `params:`. */
  | { readonly kind: 'option'; readonly of: ReferenceKind }
  /** Behind `is`, `has`, `if (...)` or `then (...)`: these words and no others. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Behind a complete operand, the last of the path. */
  | { readonly kind: 'operator'; readonly path: readonly Expression[] };

export interface LocatedPlace {
  readonly cursor: Cursor;
  readonly place: Place;
}

/** Stands for what the author is about to write; no name a person would choose. */
const mark = 'cairnCursorMark';

/** Finds out what may stand at `position`; undefined within numbers and where nothing can be proposed. */
export function locate(text: string, position: number): LocatedPlace | undefined {
  const cursor = cursorAt(text, position);
  if (cursor.kind === 'number') return undefined;
  const place =
    placeOfWords(cursor) ?? placeInTree(text, cursor) ?? placeOfOption(cursor) ?? placeOfOperator(text, cursor);
  return place && { cursor, place };
}

function placeOfWords({ before, closedWord, kind }: Cursor): Place | undefined {
  const [last, beforeLast] = before;
  if (kind === 'string' || kind === 'sigil' || last === undefined) return undefined;
  if (closedWord === 'if') return { kind: 'words', words: ['then'] };
  if (closedWord === 'then') return { kind: 'words', words: ['else'] };
  if (last.kind !== 'word') return undefined;
  if (last.value === 'is') return { kind: 'words', words: ['null', 'not null', 'numeric', 'integer', 'decimal'] };
  const needsNull = last.value === 'has' || (last.value === 'not' && beforeLast?.value === 'is');
  return needsNull ? { kind: 'words', words: ['null'] } : undefined;
}

/**
 * Puts a mark where the author is writing and looks for it in the tree. Where the text before has broken off, the tree
 * holds nothing of what follows; then what the outermost open bracket holds is read by itself, or else the innermost.
 */
function placeInTree(text: string, cursor: Cursor): Place | undefined {
  const marked = markedText(text, cursor);
  const starts = new Set([0, cursor.open.at(0)?.start ?? 0, cursor.open.at(-1)?.start ?? 0]);
  for (const start of starts) {
    const { root } = parse(' '.repeat(start) + marked.slice(start));
    const place = findPlace(root, cursor.range.start);
    if (place !== undefined) return place;
  }
  return undefined;
}

function markedText(text: string, { kind, range }: Cursor): string {
  if (kind === 'string') return text;
  return text.slice(0, range.start) + mark + text.slice(range.end);
}

/** The place whose name, string or gap starts at `start`. Without recursion, as chains of operators are deep. */
function findPlace(tree: Expression, start: number): Place | undefined {
  const parents = new Map<Expression, Expression>();
  for (const node of walk(tree)) {
    const place = placeInNode(node, start, tree, () => pathTo(node, parents));
    if (place !== undefined) return place;
    for (const child of childrenOf(node)) parents.set(child, node);
  }
  return undefined;
}

function pathTo(node: Expression, parents: ReadonlyMap<Expression, Expression>): readonly Expression[] {
  const path: Expression[] = [];
  for (let next: Expression | undefined = node; next !== undefined; next = parents.get(next)) path.push(next);
  return path.reverse();
}

function placeInNode(
  node: Expression,
  start: number,
  tree: Expression,
  path: () => readonly Expression[],
): Place | undefined {
  switch (node.kind) {
    case 'reference':
      return placeInReference(node, start, tree);
    case 'loopVariable':
      return node.nameRange.start === start ? { kind: 'operand', path: path() } : placeInSteps(node, start, tree);
    case 'call':
      return node.nameRange.start === start ? { kind: 'operand', path: path() } : undefined;
    case 'missing':
      return node.range.start === start ? { kind: 'operand', path: path() } : undefined;
    case 'literal':
      return node.type === 'string' && node.range.start === start ? { kind: 'string', path: path() } : undefined;
    default:
      return undefined;
  }
}

function placeInReference(node: Reference, start: number, tree: Expression): Place | undefined {
  if (node.root.range.start === start) return { kind: 'root', of: node.of };
  if (node.group?.range.start === start) return { kind: 'group', reference: node };
  if (node.params?.some(({ name }) => name.range.start === start)) return { kind: 'parameter', reference: node };
  return placeInSteps(node, start, tree);
}

function placeInSteps(node: Reference | LoopVariable, start: number, tree: Expression): Place | undefined {
  const count = node.steps.findIndex((step) => nameStart(step) === start);
  return count === -1 ? undefined : { kind: 'step', node, count, tree };
}

function nameStart(step: Reference['steps'][number]): number {
  return step.kind === 'field' ? step.name.range.start : step.nameRange.start;
}

const referenceOf: Readonly<Record<string, ReferenceKind>> = { '@{': 'event', '#{': 'data', '@action{': 'action' };

function placeOfOption({ before, open }: Cursor): Place | undefined {
  const of = referenceOf[open.at(-1)?.kind ?? ''];
  return of !== undefined && before[0]?.kind === ',' ? { kind: 'option', of } : undefined;
}

const operandEnds: ReadonlySet<string> = new Set(['word', 'string', 'integer', 'decimal', ')', ']', '}']);

/** The operand before the position is found as the left side of a comparison that is put there for the purpose. */
function placeOfOperator(text: string, cursor: Cursor): Place | undefined {
  const { before, range, kind } = cursor;
  const isBehindOperand = operandEnds.has(before[0]?.kind ?? '') && (kind === 'word' || kind === 'nothing');
  if (!isBehindOperand) return undefined;
  const comparison = `${text.slice(0, range.start)} == `;
  const at = comparison.length;
  const found = placeInTree(`${comparison}${mark}`, {
    ...cursor,
    kind: 'word',
    range: { start: at, end: at + mark.length },
  });
  return found?.kind === 'operand' ? { kind: 'operator', path: operandBefore(found.path) } : undefined;
}

function operandBefore(path: readonly Expression[]): readonly Expression[] {
  const parent = path.at(-2);
  return parent?.kind === 'binary' ? [...path.slice(0, -1), parent.left] : path;
}
