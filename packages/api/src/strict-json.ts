import { ApiError } from './errors/api-error.ts';

/** Upper bound on levels of nesting, checked on the text: parsers and schema checks recurse. */
export function refuseDeepNesting(text: string, maxDepth: number): void {
  // Each level takes two characters at least.
  if (text.length <= 2 * maxDepth) return;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === openBrace || character === openBracket) {
      if (++depth > maxDepth) throw new ApiError('API_NESTING_TOO_DEEP', { maxDepth });
    } else if (character === closeBrace || character === closeBracket) depth--;
  }
}
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Index of the quote that closes the string opened at `start`; the end of the text when nothing does. */
export function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++;
  return backslashes % 2 === 1;
}

/**
 * Refuses keys that reach an object's prototype when somebody copies or merges it later. The pattern allows for
 * unicode escapes and may hit a string value too, so a hit is looked at closely; a miss costs one scan.
 */
export function refuseForbiddenKeys(text: string): void {
  if (!suspicious.test(text)) return;
  let key: string | undefined;
  parse(text, (name, value) => {
    if (name === '__proto__') key = name;
    if (name === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype')) key = 'constructor.prototype';
    return value;
  });
  if (key !== undefined) throw new ApiError('API_FORBIDDEN_KEY', { key });
}
const suspicious = /__proto__|constructor|\\u00/i;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** One JSON document with the guards above; throws API_MALFORMED_JSON, API_NESTING_TOO_DEEP or API_FORBIDDEN_KEY. */
export function parseStrictJson(text: string, maxDepth: number): unknown {
  refuseDeepNesting(text, maxDepth);
  refuseForbiddenKeys(text);
  return parse(text);
}

function parse(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch (cause) {
    throw malformed(text, cause);
  }
}

/** V8's own message quotes the text around the fault, so only the position is taken from it. */
export function malformed(text: string, cause: unknown): ApiError {
  if (text.trim() === '') return new ApiError('API_MALFORMED_JSON', { reason: 'it is empty' }, { cause });
  const position = cause instanceof Error ? /at position (\d+)/.exec(cause.message)?.[1] : undefined;
  const reason =
    position === undefined ? 'it ends too early or holds an unexpected character' : `fault at character ${position}`;
  return new ApiError('API_MALFORMED_JSON', { reason }, { cause });
}
