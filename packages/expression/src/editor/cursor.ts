import { scanName, scanToken, type Token } from '../lexer.ts';
import type { Range } from '../problem.ts';

/** What surrounds a position, as far as tokens tell. */
export interface Cursor {
  /** What a completion replaces: the word, name, string or `@` that the position touches, else nothing. */
  readonly range: Range;
  /** The part of it before the position, without an opening quote. */
  readonly prefix: string;
  readonly kind: 'word' | 'string' | 'number' | 'sigil' | 'nothing';
  /** The tokens before it, nearest first, three at most. */
  readonly before: readonly Token[];
  /** The brackets that are open here, outermost first. */
  readonly open: readonly Bracket[];
  /** The word before the bracket that closes directly before the position: `if` for `if (...) |`. */
  readonly closedWord: string | undefined;
}

export interface Bracket {
  readonly kind: string;
  /** Start of the bracket, or of the function name, keyword or access before it. */
  readonly start: number;
  readonly word: string | undefined;
}

const openers: ReadonlySet<string> = new Set(['@{', '#{', '@action{', '{', '(', '[']);
const closers: ReadonlySet<string> = new Set(['}', ')', ']']);
const namesFollow: ReadonlySet<string> = new Set(['@{', '#{', '@action{', '.', '{']);

/** Reads the tokens up to a position. */
export function cursorAt(text: string, position: number): Cursor {
  const scan = new Scan();
  for (;;) {
    const token = scan.next(text);
    if (token.kind === 'end' || token.start >= position) return scan.nothingAt(position);
    const touched = position <= token.end ? scan.at(token, text, position) : undefined;
    if (touched !== undefined) return touched;
    if (position < token.end) return scan.nothingAt(position);
    scan.pass(token);
  }
}

class Scan {
  readonly #before: Token[] = [];
  readonly #open: Bracket[] = [];
  #closedWord: string | undefined;
  #end = 0;

  next(text: string): Token {
    return this.#isNameNext() ? scanName(text, this.#end) : scanToken(text, this.#end);
  }

  #isNameNext(): boolean {
    const [last] = this.#before;
    if (last === undefined) return false;
    return namesFollow.has(last.kind) || (last.kind === ',' && this.#open.at(-1)?.kind === '{');
  }

  pass(token: Token): void {
    const [last] = this.#before;
    this.#closedWord = undefined;
    if (openers.has(token.kind)) this.#push(token, last);
    else if (closers.has(token.kind)) this.#closedWord = this.#open.pop()?.word;
    this.#before.unshift(token);
    this.#before.length = Math.min(this.#before.length, 3);
    this.#end = token.end;
  }

  #push(token: Token, last: Token | undefined): void {
    const hasWord = token.kind === '(' && last?.kind === 'word';
    this.#open.push({
      kind: token.kind,
      start: hasWord ? last.start : token.start,
      word: hasWord ? last.value : undefined,
    });
  }

  at(token: Token, text: string, position: number): Cursor | undefined {
    const kind = kindAt(token, position, this.#isNameNext());
    if (kind === undefined) return undefined;
    const from = kind === 'string' ? token.start + 1 : token.start;
    return this.#cursor(kind, { start: token.start, end: token.end }, text.slice(from, position));
  }

  nothingAt(position: number): Cursor {
    return this.#cursor('nothing', { start: position, end: position }, '');
  }

  #cursor(kind: Cursor['kind'], range: Range, prefix: string): Cursor {
    return { kind, range, prefix, before: this.#before, open: this.#open, closedWord: this.#closedWord };
  }
}

function kindAt(token: Token, position: number, isName: boolean): Cursor['kind'] | undefined {
  if (token.kind === 'word') return 'word';
  if (token.kind === 'string') return position < token.end || token.fault !== undefined ? 'string' : undefined;
  if (token.kind === 'integer' || token.kind === 'decimal') return isName ? 'word' : 'number';
  return token.kind === 'bad' && (token.value === '@' || token.value === '#') ? 'sigil' : undefined;
}
