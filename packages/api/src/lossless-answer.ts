import { type JsonValue, stringifyJson } from '@cairn/expression';

/** Route settings for answers that hold people's own data: printed as it was sent in, 64-bit integers included. */
export const losslessAnswer = {
  serializerCompiler: () => (answer: unknown) => stringifyJson(withoutAbsent(answer)),
} as const;

/** Our own optional members may be present as undefined, which JSON has no word for. */
function withoutAbsent(value: unknown): JsonValue {
  if (typeof value !== 'object' || value === null || value instanceof Map) return value as JsonValue;
  if (Array.isArray(value)) return value.map(withoutAbsent);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutAbsent(member)]));
}
