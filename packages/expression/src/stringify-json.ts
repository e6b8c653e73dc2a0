import type { JsonValue } from './json.ts';

/** JSON text of a value as `parseJson` reads it: bigint as digits, Maps as objects in their order. */
export function stringifyJson(value: JsonValue): string {
  return isPlain(value, 0) ? JSON.stringify(value) : write(value);
}

/** True when JSON.stringify can be used as it is. Very deep values are left to it too. Walks without allocating. */
function isPlain(value: JsonValue, depth: number): boolean {
  if (typeof value === 'bigint') return false;
  if (value === null || typeof value !== 'object' || depth > 1_000) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!isPlain(value[index], depth + 1)) return false;
    return true;
  }
  if (value instanceof Map) return false;
  const members = value as { readonly [key: string]: JsonValue };
  for (const key in members) if (!isPlain(members[key] as JsonValue, depth + 1)) return false;
  return true;
}

function write(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const entries: Iterable<[string, JsonValue]> = value instanceof Map ? value : Object.entries(value);
  return `{${Array.from(entries, ([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
}
