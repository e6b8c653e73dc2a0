import type { ProblemCode } from './problem.ts';

/** Punctuation stands as its own kind; `word` is an identifier or keyword; `bad` is text that forms no token. */
export type TokenKind = 'end' | 'integer' | 'decimal' | 'string' | 'word' | 'bad' | Punctuation;

export type Punctuation =
  | '@{'
  | '#{'
  | '@action{'
  | '{'
  | '}'
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | '.'
  | ':'
  | '=='
  | '!='
  | '<='
  | '>='
  | '<'
  | '>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Words and numbers as written; strings decoded; empty for the rest. */
  readonly value: string;
  /** What is wrong with the token, for the parser to report when it meets it in expression position. */
  readonly fault?: { readonly code: ProblemCode; readonly message: string };
}

const wordPattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const namePattern = /[A-Za-z_][A-Za-z0-9_-]*/y;
const numberPattern = /[0-9]+(\.[0-9]+)?/y;
const gluedPattern = /[A-Za-z0-9_.]*/y;
const punctuationPattern = /@\{|#\{|@action\{|[=!<>]=|[{}()[\],.:<>+\-*/%]/y;

/** White space between tokens, the invisible marks of pasted text included (section 2). */
function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xa0 || code === 0x200b || code === 0xfeff;
}

export function skipSpace(text: string, position: number): number {
  let at = position;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Reads the token at or after `position`, as it reads in expression position. */
export function scanToken(text: string, position: number): Token {
  const start = skipSpace(text, position);
  if (start >= text.length) return { kind: 'end', start, end: start, value: '' };
  const code = text.charCodeAt(start);
  if (isWordStart(code)) return scanWord(text, start, wordPattern);
  if (code >= 48 && code <= 57) return scanNumber(text, start);
  if (code === 34 || code === 39) return scanString(text, start);
  return scanPunctuation(text, start);
}

/** Reads a field name at or after `position`: it may hold hyphens, and no word is a keyword (section 2). */
export function scanName(text: string, position: number): Token {
  const start = skipSpace(text, position);
  return isWordStart(text.charCodeAt(start)) ? scanWord(text, start, namePattern) : scanToken(text, start);
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function scanWord(text: string, start: number, pattern: RegExp): Token {
  const value = match(pattern, text, start);
  return { kind: 'word', start, end: start + value.length, value };
}

function scanNumber(text: string, start: number): Token {
  const value = match(numberPattern, text, start);
  const numberEnd = start + value.length;
  const glued = match(gluedPattern, text, numberEnd);
  const kind = value.includes('.') ? 'decimal' : 'integer';
  if (glued === '') return { kind, start, end: numberEnd, value };
  const end = numberEnd + glued.length;
  const message = `"${text.slice(start, end)}" is no number: write digits, or digits, a dot and digits`;
  return { kind, start, end, value, fault: { code: 'EXPR_MALFORMED_NUMBER', message } };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

function scanString(text: string, start: number): Token {
  const end = stringEnd(text, start);
  if (end === -1) {
    const fault = {
      code: 'EXPR_UNTERMINATED_STRING',
      message: `the text that starts here has no closing ${text[start]}`,
    } as const;
    return { kind: 'string', start, end: text.length, value: decodeEscapes(text.slice(start + 1)), fault };
  }
  return { kind: 'string', start, end, value: decodeEscapes(text.slice(start + 1, end - 1)) };
}

/** The position behind the closing quote, -1 when there is none. */
function stringEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 92) at++;
  }
  return -1;
}

/** A backslash before a character that is no escape stands for itself [A2]. */
function decodeEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\\"'/nrtbf]))/g, (_whole, hex?: string, simple?: string) =>
    hex === undefined ? simpleEscapes[simple ?? '']! : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function scanPunctuation(text: string, start: number): Token {
  const found = match(punctuationPattern, text, start);
  if (found !== '') return { kind: found as Punctuation, start, end: start + found.length, value: '' };
  const character = String.fromCodePoint(text.codePointAt(start)!);
  const fault = { code: 'EXPR_UNEXPECTED_CHARACTER', message: unexpectedCharacter(character) } as const;
  return { kind: 'bad', start, end: start + character.length, value: character, fault };
}

function unexpectedCharacter(character: string): string {
  if (character === '=') return 'a single "=" is no operator; compare with "=="';
  if ('“”„«»‘’'.includes(character)) return `${character} is a typographic quote; write " or '`;
  if (character === '!') return '"!" is no operator; write "not" or "!="';
  if (character === '&' || character === '|') return `"${character}" is no operator; write "and" or "or"`;
  if (character === '@') return '"@" must be followed by "{" or "action{"';
  if (character === '#') return '"#" must be followed by "{"';
  return `unexpected character "${character}"`;
}

function match(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}
