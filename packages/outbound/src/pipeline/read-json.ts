import type { JsonValue } from '@cairn/expression';

/** The JSON value of an answer's body; null where the body is empty or not JSON. */
export function readJson(text: string): JsonValue {
  if (text === '') return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
