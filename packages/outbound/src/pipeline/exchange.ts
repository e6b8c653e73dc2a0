import type { Clock } from '@cairn/engine';
import { OutboundError } from '../outbound-error.ts';
import type { RateLimiter, SlotChoice, SlotRequest } from '../rate/rate-limiter.ts';
import { hostOf, type Transport } from '../transport/transport.ts';
import type { Answer, WireRequest } from '../transport/wire-request.ts';
import type { CallObserver, Purpose } from './call-observer.ts';
import type { CallOwner } from './call-plan.ts';
import type { Deadline } from './deadline.ts';
import { HttpStatusError } from './http-status-error.ts';
import type { OutboundFact } from './outbound-fact.ts';

/** The parts every request passes through. */
export interface ExchangeParts {
  readonly clock: Clock;
  readonly limiter: RateLimiter;
  readonly transport: Transport;
  /** Called synchronously on the hot path; must not throw. */
  readonly observe?: (fact: OutboundFact) => void;
}

/** One request on its way: for whom, what for, until when. */
export interface Errand {
  readonly purpose: Purpose;
  readonly owner: CallOwner;
  readonly deadline: Deadline;
  readonly observer: CallObserver | null;
}

/** What a request is measured by, and the limit it falls under. */
export interface Slot {
  readonly subject: SlotRequest;
  readonly choice: SlotChoice;
}

/** The slot a request needs. The token endpoint of a data source has an allowance of its own. */
export function chooseSlot({ limiter }: ExchangeParts, { purpose, owner }: Errand, request: WireRequest): Slot {
  const { service, sandbox, targetId } = owner;
  const { method, origin, path } = request;
  const sourceKey = purpose === 'token' ? `${targetId} token` : targetId;
  const subject = { service, sandbox, method, origin, path, host: hostOf(origin), sourceKey };
  return { subject, choice: limiter.choose(subject) };
}

/** Takes the slot, within the deadline; without a wait where slots are in memory. Throws OUTBOUND_CAPPED. */
export function takeSlot(
  { limiter, clock }: ExchangeParts,
  { deadline }: Errand,
  { choice }: Slot,
): Promise<void> | undefined {
  const taking = limiter.take(choice, clock.now());
  return taking && deadline.waitForPromise(taking);
}

/** Sends one request on a slot already taken, measures it, and turns an answer of 300 or more into HttpStatusError. */
export async function exchange(
  parts: ExchangeParts,
  errand: Errand,
  { subject, choice }: Slot,
  request: WireRequest,
): Promise<Answer> {
  const { clock, transport } = parts;
  const startedAt = clock.now();
  const { observer, purpose } = errand;
  const watch = observer ? (sent: WireRequest) => observer.sent(purpose, sent) : undefined;
  try {
    const answer = await transport.send(request, errand.deadline, choice.pool, watch);
    if (answer.status >= 300) throw new HttpStatusError(subject.host, answer);
    record(parts, errand, subject, clock.now() - startedAt, answer.status, null);
    return answer;
  } catch (error) {
    const failure = asOutboundError(error);
    const status = failure instanceof HttpStatusError ? failure.answer.status : null;
    record(parts, errand, subject, clock.now() - startedAt, status, failure.code);
    throw failure;
  }
}

/** Anything unforeseen becomes OUTBOUND_INTERNAL with its cause. */
export function asOutboundError(error: unknown): OutboundError {
  return error instanceof OutboundError ? error : new OutboundError('OUTBOUND_INTERNAL', {}, { cause: error });
}

function record(
  { limiter, observe }: ExchangeParts,
  { purpose }: Errand,
  subject: SlotRequest,
  elapsedMs: number,
  status: number | null,
  code: OutboundError['code'] | null,
): void {
  // A connection that fails at once says nothing about how slow the endpoint is.
  if (status !== null || code === 'OUTBOUND_TIMED_OUT') limiter.recordPace(subject, elapsedMs);
  const kind = purpose === 'token' ? 'token' : 'try';
  observe?.({ kind, service: subject.service, host: subject.host, status, code, elapsedMs });
}
