import type { JsonValue } from '@cairn/expression';

/** A message that passed the door: well-formed, not yet matched with any event definition. */
export interface InboundMessage {
  readonly sandbox: string;
  /** As the sender named it; null on the plain route, where the API key says who calls. */
  readonly organizationId: string | null;
  /** Schema the sender names, by id or by name; null when it names none (then only an event ID can match). */
  readonly schema: { readonly id?: string; readonly name?: string } | null;
  /** Sender's id of the message: the same one within 24 hours is accepted once. Null for none. */
  readonly messageId: string | null;
  /** The entity as JSON text, for the log. */
  readonly entityText: string;
  /** The same entity, parsed without loss (`parseJson`). */
  readonly entity: JsonValue;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** What became of one accepted message. */
export interface IntakeResult {
  /** `duplicate`: this message id was accepted before. `ignored`: it satisfies no event definition. */
  readonly status: 'accepted' | 'duplicate' | 'ignored';
  /** Event definitions it satisfied and was logged for. */
  readonly matched: number;
  /** Event definitions it satisfied but that start nothing (key empty, rate exceeded): one discard record each. */
  readonly discarded: number;
  /** Identity of the person for each definition it was logged for. */
  readonly keys: readonly string[];
}

/**
 * The door of the engine: matches, keys and logs inbound messages. Resolves after the commit, so an answer means
 * durable. Throws IntakeOverloaded when it takes no more, and nothing of the message (or batch) is stored then.
 */
export interface Intake {
  accept(message: InboundMessage): Promise<IntakeResult>;
  /** One result per message, in order; all messages or none are stored. */
  acceptBatch(messages: readonly InboundMessage[]): Promise<readonly IntakeResult[]>;
}

/** Why intake takes no more: `INTAKE_QUEUE_FULL` (this process is behind) or `INTAKE_RATE_EXCEEDED` (sender's quota). */
export type IntakeOverloadCode = 'INTAKE_QUEUE_FULL' | 'INTAKE_RATE_EXCEEDED';

/** Nothing was stored; send again after `retryAfterSeconds`. Answered as 503 (queue) or 429 (rate) with Retry-After. */
export class IntakeOverloaded extends Error {
  readonly code: IntakeOverloadCode;
  /** Whole seconds, at least 1. */
  readonly retryAfterSeconds: number;

  constructor(code: IntakeOverloadCode, retryAfterSeconds: number) {
    super(
      code === 'INTAKE_QUEUE_FULL'
        ? `the intake queue is full, send again in ${retryAfterSeconds} s`
        : `the rate limit of events is reached, send again in ${retryAfterSeconds} s`,
    );
    this.name = 'IntakeOverloaded';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
