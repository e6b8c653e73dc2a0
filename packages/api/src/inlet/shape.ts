import type { JsonValue } from '@cairn/expression';
import type { FieldError } from '../errors/problem.ts';

/**
 * Shape checks of inlet bodies, by hand: they run for every event, where a schema library costs more than the rest of
 * the request. A check returns the value, or null after it has noted what is wrong.
 */

type JsonObject = { readonly [key: string]: JsonValue } | ReadonlyMap<string, JsonValue>;

/** Member of a JSON object in either form (`JsonValue`), undefined where there is none. */
export function member(value: JsonValue, name: string): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, JsonValue>>)[name] : undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function requiredObject(errors: FieldError[], path: string, value: JsonValue | undefined): JsonValue {
  if (isJsonObject(value)) return value;
  errors.push({ path, code: value === undefined ? 'required' : 'invalid_type', message: 'must be an object' });
  return null;
}

/** Absent counts as null; null itself does not: senders leave out what they do not have. */
export function optionalObject(errors: FieldError[], path: string, value: JsonValue | undefined): JsonValue {
  return value === undefined ? null : requiredObject(errors, path, value);
}

/** Longest name, id or version a sender may use. */
const maxTextLength = 200;

export function optionalText(errors: FieldError[], path: string, value: JsonValue | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') {
    errors.push({ path, code: 'invalid_type', message: 'must be a string' });
    return null;
  }
  if (value.length === 0 || value.length > maxTextLength) {
    errors.push({ path, code: 'length', message: `must be 1 to ${maxTextLength} characters long` });
    return null;
  }
  return value;
}
