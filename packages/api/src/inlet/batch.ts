import type { IntakeResult } from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { ApiError } from '../errors/api-error.ts';
import { type Arrival, toMessage } from './envelope.ts';
import { intakeResult } from './inlet-route.ts';
import { fieldErrorsAt, refusal, refusalOr } from './refusal.ts';
import { isJsonObject, member } from './shape.ts';

export const batchResult = z.object({
  received: z.number().int(),
  refused: z.number().int(),
  /** One for each message, in order. */
  results: z.array(z.union([intakeResult, refusal.extend({ status: z.literal('refused') })])),
});
export type BatchResult = z.infer<typeof batchResult>;

/**
 * Takes `{ messages: [envelope, ...] }`: those that are well formed are stored together, the others refused one by
 * one. Throws API_VALIDATION when there is no list of 1 to `limits.batchMessages`, API_BATCH_REFUSED when no message
 * of it is well formed.
 */
export async function takeBatch(deps: AppDeps, body: JsonValue, arrival: Arrival): Promise<BatchResult> {
  const envelopes = readList(body, deps.limits.batchMessages);
  const read = envelopes.map((envelope) => refusalOr(() => toMessage(envelope, arrival)));
  const messages = read.flatMap((item) => ('value' in item ? [item.value] : []));
  if (messages.length === 0) {
    const errors = read.flatMap((item, at) =>
      'refused' in item ? fieldErrorsAt(`messages[${at}]`, item.refused) : [],
    );
    throw new ApiError('API_BATCH_REFUSED', {}, { errors });
  }
  const accepted = (await deps.intake.acceptBatch(messages)).values();
  return {
    received: read.length,
    refused: read.length - messages.length,
    results: read.map((item) =>
      'refused' in item ? { status: 'refused', ...item.refused } : (accepted.next().value as IntakeResult),
    ),
  };
}

function readList(body: JsonValue, maxMessages: number): readonly JsonValue[] {
  const messages = isJsonObject(body) ? member(body, 'messages') : undefined;
  if (Array.isArray(messages) && messages.length > 0 && messages.length <= maxMessages) return messages;
  const message = `must be a list of 1 to ${maxMessages} messages`;
  const code = messages === undefined ? 'required' : 'invalid_list';
  throw new ApiError('API_VALIDATION', { where: 'batch' }, { errors: [{ path: 'messages', code, message }] });
}
