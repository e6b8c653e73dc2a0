import type { JsonValue } from '@cairn/expression';

/** The name in a `{"param":"name"}` marker, or null for anything else. */
function parameterName(value: JsonValue): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  const [name, parameter] = entries[0] ?? [];
  return entries.length === 1 && name === 'param' && typeof parameter === 'string' ? parameter : null;
}

/** The sent payload of a POST group with every `{"param":"name"}` replaced by the value; null for a missing one. */
export function fillPayload(payload: JsonValue, params: Readonly<Record<string, JsonValue>>): JsonValue {
  const name = parameterName(payload);
  if (name !== null) return (Object.hasOwn(params, name) ? params[name] : null) ?? null;
  if (typeof payload !== 'object' || payload === null) return payload;
  if (Array.isArray(payload)) return payload.map((item) => fillPayload(item, params));
  return new Map(Object.entries(payload).map(([key, value]) => [key, fillPayload(value, params)]));
}
