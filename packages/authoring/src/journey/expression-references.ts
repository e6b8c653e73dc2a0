import type { Reference } from './reference.ts';

/** A reference found in the text of an expression, with the range of its root name (quotes included). */
export interface FoundReference extends Reference {
  readonly start: number;
  readonly end: number;
}

const stringLiteral = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/y;
const opener = /@action\{|@\{|#\{/y;
const space = /[\s\u00A0\u200B\uFEFF]*/y;
const plainName = /[A-Za-z_][A-Za-z0-9_-]*/y;
const dot = /\./y;
const kindOf = { '@action{': 'action', '@{': 'event', '#{': 'dataSource' } as const;

/**
 * Finds the events, field groups and actions an expression names, without compiling it: a half-written draft counts
 * as a use too, and a rename has to reach it.
 */
export function findReferences(text: string): readonly FoundReference[] {
  const found: FoundReference[] = [];
  let position = 0;
  while (position < text.length) {
    const skipped = match(stringLiteral, text, position);
    const open = skipped === null ? match(opener, text, position) : null;
    if (open !== null) {
      const reference = readReference(text, position + open.length, kindOf[open as keyof typeof kindOf]);
      if (reference !== null) found.push(reference);
    }
    position += skipped?.length ?? open?.length ?? 1;
  }
  return found;
}

/** Old name -> new name, for each kind of object. Applied at once, so that two objects can swap their names. */
export type Renames = Readonly<Partial<Record<Reference['kind'], ReadonlyMap<string, string>>>>;

/** The expression with the objects it names under their new names; quoted where the grammar needs it. */
export function renameInExpression(text: string, renames: Renames): string {
  let renamed = '';
  let copied = 0;
  for (const { kind, name, start, end } of findReferences(text)) {
    const newName = renames[kind]?.get(name);
    if (newName === undefined) continue;
    renamed += text.slice(copied, start) + quoted(newName);
    copied = end;
  }
  return renamed + text.slice(copied);
}

function readReference(text: string, from: number, kind: Reference['kind']): FoundReference | null {
  const root = readName(text, from);
  if (root === null) return null;
  const { name, start, end } = root;
  if (kind !== 'dataSource') return { kind, name, part: '', start, end };
  const afterDot = skip(text, end) + (match(dot, text, skip(text, end))?.length ?? 0);
  return { kind, name, part: readName(text, afterDot)?.name ?? '', start, end };
}

function readName(text: string, from: number): { name: string; start: number; end: number } | null {
  const start = skip(text, from);
  const written = match(plainName, text, start) ?? match(stringLiteral, text, start);
  if (written === null || written === '') return null;
  const name = /^["']/.test(written) ? written.slice(1, -1) : written;
  return { name, start, end: start + written.length };
}

function skip(text: string, from: number): number {
  return from + (match(space, text, from)?.length ?? 0);
}

/** Names of objects are letters, digits and underscores; only those that start with a digit need quotes. */
function quoted(name: string): string {
  return /^[0-9]/.test(name) ? `"${name}"` : name;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
