import type { InboundMessage } from '@cairn/engine';
import { stringifyJson } from '@cairn/expression';
import { ApiError } from '../errors/api-error.ts';
import type { FieldError } from '../errors/problem.ts';
import { memberText } from './member-text.ts';
import type { InletBody } from './read-body.ts';
import { member, optionalText, requiredObject } from './shape.ts';

/**
 * The message in a body of `POST /api/v1/events`: `{ "schema"?: name or id, "id"?: message id, "data": {...} }`.
 * Throws API_VALIDATION.
 */
export function toPlainMessage({ text, value }: InletBody, sandbox: string, receivedAt: number): InboundMessage {
  const errors: FieldError[] = [];
  requiredObject(errors, '', value);
  const schema = optionalText(errors, 'schema', member(value, 'schema'));
  const messageId = optionalText(errors, 'id', member(value, 'id'));
  const entity = requiredObject(errors, 'data', member(value, 'data'));
  if (errors.length > 0) throw new ApiError('API_VALIDATION', { where: 'event' }, { errors });
  return {
    sandbox,
    organizationId: null,
    schema: schema === null ? null : { id: schema, name: schema },
    messageId,
    entityText: memberText(text, dataPath) ?? stringifyJson(entity),
    entity,
    receivedAt,
  };
}
const dataPath = ['data'];
