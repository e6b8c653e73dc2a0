import { type JsonValue, limits, parseJson } from '@cairn/expression';

/** Some services begin UTF-8 with it; JSON does not allow it. */
const byteOrderMark = '\uFEFF';

/**
 * The JSON value of an answer's body, without loss; null where the body is empty, not JSON, or nested deeper than the
 * language reads (a document of brackets alone would exhaust the stack of whoever reads it or writes it down again).
 */
export function readJson(body: string): JsonValue {
  const text = body.startsWith(byteOrderMark) ? body.slice(1) : body;
  if (text === '' || nestsDeeper(text, limits.dataDepth)) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/**
 * Whether lists and objects nest deeper than `maxDepth` in a JSON text; brackets inside strings do not count. One pass,
 * whatever the text: a pattern would go back over an endless string again and again.
 */
function nestsDeeper(text: string, maxDepth: number): boolean {
  if (text.length <= maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** Place of the quote that closes the string opened at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}
