import type { JsonValue } from './json.ts';

/**
 * JSON without loss: integers beyond the safe range are bigint, objects with integer-like keys are Maps that keep the
 * order of the text. Throws SyntaxError for malformed text, as JSON.parse does.
 *
 * Most payloads have neither, and one scan of the text tells: they go through plain JSON.parse.
 */
export function parseJson(text: string): JsonValue {
  try {
    return parseText(text);
  } catch (error) {
    // Text nested some thousand levels deep exhausts the stack of the reviver.
    throw error instanceof RangeError ? new SyntaxError('the JSON is nested too deeply') : error;
  }
}

function parseText(text: string): JsonValue {
  const hasLargeNumber = /(?:^|[:,[\s-])[0-9]{16}/.test(text);
  const hasIntegerKey = /"(?:[0-9]|\\u003[0-9])+"\s*:/i.test(text);
  if (hasIntegerKey) return parseOrdered(text);
  return hasLargeNumber ? JSON.parse(text, reviveInteger) : JSON.parse(text);
}

function reviveInteger(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?[0-9]+$/.test(source) ? BigInt(source) : value;
}

/** Marks that stand for the order of keys while JSON.parse works: a key that is no integer keeps its place. */
const mark = '\u0001';

/**
 * JSON.parse moves integer-like keys to the front, and a reviver sees them only after that. So every key is marked in
 * the text first, which makes none of them integer-like; the marks come off as objects are rebuilt from the inside out.
 */
function parseOrdered(text: string): JsonValue {
  JSON.parse(text); // the scan below takes well-formed text for granted
  return JSON.parse(markKeys(text), (_key, value, context?: { readonly source?: string }) =>
    isObject(value) ? unmarked(value) : reviveInteger(_key, value, context),
  );
}

function markKeys(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"(\s*:)?/g, (token, colon?: string) =>
    colon === undefined ? token : `"\\u0001${token.slice(1)}`,
  );
}

function isObject(value: unknown): value is Record<string, JsonValue> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Map);
}

function unmarked(marked: Record<string, JsonValue>): JsonValue {
  const entries = Object.entries(marked).map(([key, value]) => [withoutMark(key), value] as const);
  return entries.some(([key]) => isIntegerKey(key)) ? new Map(entries) : Object.fromEntries(entries);
}

function withoutMark(key: string): string {
  return key.startsWith(mark) ? key.slice(mark.length) : key;
}

/** Keys that plain objects list before all others, in numeric order. */
function isIntegerKey(key: string): boolean {
  return /^(?:0|[1-9][0-9]{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
