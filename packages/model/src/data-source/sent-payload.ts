import type { JsonValue } from '@cairn/expression';
import { isPlainObject } from '../json/plain-object.ts';

/** The name in `{"param":"<name>"}`, the mark of a dynamic value in a sent payload; null for any other value. */
const markedParam = (value: unknown): string | null =>
  isPlainObject(value) && Object.keys(value).length === 1 && typeof value.param === 'string' ? value.param : null;

/** Names of the parameters that a sent payload uses, in document order, each once. */
export const paramsOfPayload = (sentPayload: unknown): readonly string[] => [...new Set(marks(sentPayload))];

/** The body of a POST group: the sent payload with every mark replaced by its value; a value not given is null. */
export const renderSentPayload = (sentPayload: unknown, params: Readonly<Record<string, JsonValue>>): JsonValue => {
  const name = markedParam(sentPayload);
  if (name !== null) return Object.hasOwn(params, name) ? (params[name] ?? null) : null;
  if (Array.isArray(sentPayload)) return sentPayload.map((item) => renderSentPayload(item, params));
  if (!isPlainObject(sentPayload)) return (sentPayload ?? null) as JsonValue;
  return Object.fromEntries(
    Object.entries(sentPayload).map(([member, item]) => [member, renderSentPayload(item, params)]),
  );
};

const marks = (value: unknown): readonly string[] => {
  const name = markedParam(value);
  if (name !== null) return [name];
  if (Array.isArray(value)) return value.flatMap(marks);
  return isPlainObject(value) ? Object.values(value).flatMap(marks) : [];
};
