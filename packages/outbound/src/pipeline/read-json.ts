import { type JsonValue, limits } from '@cairn/expression';
import { exceedsDepth } from '@cairn/model';

/**
 * The JSON value of an answer's body; null where the body is empty, not JSON, or nested deeper than the language reads
 * (a document of brackets alone would exhaust the stack of whoever writes it down again).
 */
export function readJson(text: string): JsonValue {
  if (text === '') return null;
  const value = parseOrNull(text);
  const mayBeDeep = text.length > limits.dataDepth;
  return mayBeDeep && exceedsDepth(value, limits.dataDepth) ? null : value;
}

function parseOrNull(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
