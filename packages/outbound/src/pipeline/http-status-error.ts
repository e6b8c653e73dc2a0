import { OutboundError } from '../outbound-error.ts';
import type { Answer } from '../transport/wire-request.ts';

/** Answers that another try would only repeat (section 7). */
const finalStatuses = new Set([401, 403, 404]);

/** An answer of 300 or more, after redirects; keeps the answer, which later steps may read. */
export class HttpStatusError extends OutboundError {
  override readonly name = 'HttpStatusError';
  readonly answer: Answer;

  constructor(host: string, answer: Answer) {
    super('OUTBOUND_HTTP_STATUS', { host, status: answer.status }, { retryable: !finalStatuses.has(answer.status) });
    this.answer = answer;
  }
}
