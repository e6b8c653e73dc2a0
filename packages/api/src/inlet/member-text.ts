import { endOfString } from '../strict-json.ts';

/**
 * The text of the value at `path` inside JSON text that is known to be valid and an object along the path: what the
 * sender wrote, without parsing and printing it again. Of a repeated name the last counts, as for JSON.parse. Null
 * when it is not there, or when a name is written with escapes.
 */
export function memberText(text: string, path: readonly string[]): string | null {
  let span: Span | null = { start: skipSpace(text, 0), end: text.length };
  for (const name of path) {
    if (span === null || text.charCodeAt(span.start) !== openBrace) return null;
    span = findMember(text, span.start, name);
  }
  return span === null ? null : text.slice(span.start, span.end);
}

interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const quote = 0x22;
const comma = 0x2c;
const space = 0x20;

/** Looks for a member of the object whose brace is at `brace`. */
function findMember(text: string, brace: number, name: string): Span | null {
  let found: Span | null = null;
  let at = skipSpace(text, brace + 1);
  while (text.charCodeAt(at) === quote) {
    const closing = endOfString(text, at);
    const isWanted = closing - at - 1 === name.length && text.startsWith(name, at + 1);
    if (!isWanted && text.slice(at, closing).includes('\\')) return null;
    const start = skipSpace(text, skipSpace(text, closing + 1) + 1);
    const end = endOfValue(text, start);
    if (isWanted) found = { start, end };
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1);
  }
  return found;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= space) at++;
  return at;
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return endOfString(text, start) + 1;
  if (first === openBrace || first === openBracket) return endOfContainer(text, start);
  let at = start;
  while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
  return at;
}

function endsScalar(character: number): boolean {
  return character === comma || character === closeBrace || character === closeBracket || character <= space;
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === openBrace || character === openBracket) depth++;
    else if ((character === closeBrace || character === closeBracket) && --depth === 0) return at + 1;
  }
  return text.length;
}
