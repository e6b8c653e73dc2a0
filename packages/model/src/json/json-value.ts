import type { JsonValue } from '@cairn/expression';

/** A JSON object in either of the forms the language uses: a plain object, or a Map that keeps the order of integer-like keys. */
export type JsonObject = { readonly [key: string]: JsonValue } | ReadonlyMap<string, JsonValue>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own member of an object; undefined when it is absent or the value is no object. Never reads the prototype. */
export const memberOf = (value: unknown, name: string): JsonValue | undefined => {
  if (!isJsonObject(value)) return undefined;
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, JsonValue>>)[name] : undefined;
};

export const entriesOf = (value: JsonObject): readonly (readonly [string, JsonValue])[] =>
  value instanceof Map ? [...value] : Object.entries(value as Readonly<Record<string, JsonValue>>);

/**
 * Builds a plain object out of entries. Unlike assignment it keeps a member called `__proto__` as data,
 * so that no pasted or received JSON reaches a prototype.
 */
export const objectFrom = (entries: Iterable<readonly [string, JsonValue]>): JsonValue => Object.fromEntries(entries);

/** Walks plain member names from a value; undefined as soon as one is absent. */
export const valueAt = (value: unknown, path: string): JsonValue | undefined => {
  let current: unknown = value;
  for (const name of path.split('.')) current = memberOf(current, name);
  return current as JsonValue | undefined;
};
