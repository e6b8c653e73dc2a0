/**
 * JSON as the language reads it. Numbers beyond the safe integer range are bigint; an object whose text has
 * integer-like keys is a Map, because a plain object would reorder them.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }
  | ReadonlyMap<string, JsonValue>;
