import type { JsonValue } from '@cairn/expression';
import { entriesOf, isJsonObject } from './json-path.ts';

/** JSON text in which equal values have equal texts: members sorted, numbers and big integers spelled alike. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (!isJsonObject(value)) return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
  const members = [...entriesOf(value)].sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join()}}`;
}
