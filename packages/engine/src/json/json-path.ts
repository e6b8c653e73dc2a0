import type { JsonValue } from '@cairn/expression';

/** A JSON object in either of its two forms. */
export type JsonObject = { readonly [key: string]: JsonValue } | ReadonlyMap<string, JsonValue>;

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member, or undefined: `constructor` or `__proto__` never reaches a prototype. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value, name) ? (value as { readonly [key: string]: JsonValue })[name] : undefined;
}

/** The value at a dotted path of object members, or undefined. */
export function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const name of path) current = memberOf(current, name);
  return current;
}

export function entriesOf(object: JsonObject): Iterable<[string, JsonValue]> {
  return object instanceof Map ? object.entries() : Object.entries(object as { readonly [key: string]: JsonValue });
}
