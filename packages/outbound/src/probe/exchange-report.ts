import type { Clock } from '@cairn/engine';
import { secretMask } from '@cairn/model';
import type { OutboundError } from '../outbound-error.ts';
import type { CallObserver, Purpose } from '../pipeline/call-observer.ts';
import { Redactor } from '../redaction/redactor.ts';
import type { Answer, FlatHeaders, WireRequest } from '../transport/wire-request.ts';

/** One request and its answer as people may see them: every secret masked. */
export interface ExchangeReport {
  readonly purpose: Purpose;
  readonly method: string;
  readonly url: string;
  /** Name and value. */
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: string | null;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly responseHeaders: readonly (readonly [string, string])[];
  /** At most 65,536 characters. Null when no answer came. */
  readonly responseBody: string | null;
  readonly isResponseCut: boolean;
  /** Why no answer came; null when one did. */
  readonly error: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly elapsedMs: number;
}

interface RecordedExchange {
  readonly purpose: Purpose;
  readonly request: WireRequest;
  readonly startedAt: number;
  endedAt: number;
  answer: Answer | null;
  error: OutboundError | null;
}

const maxShownBody = 65_536;
/** Headers of an answer that are credentials in themselves. */
const secretResponseHeaders = new Set(['set-cookie', 'authorization']);

/** Writes down what one call does on the wire, and shows it redacted. */
export class ExchangeLog implements CallObserver {
  readonly #clock: Clock;
  readonly #secrets: string[];
  readonly #exchanges: RecordedExchange[] = [];

  /** @param secrets texts to mask; tokens obtained on the way join them */
  constructor(clock: Clock, secrets: readonly string[]) {
    this.#clock = clock;
    this.#secrets = [...secrets];
  }

  sent(purpose: Purpose, request: WireRequest): (answer: Answer | null, error: OutboundError | null) => void {
    const startedAt = this.#clock.now();
    const exchange: RecordedExchange = { purpose, request, startedAt, endedAt: startedAt, answer: null, error: null };
    this.#exchanges.push(exchange);
    return (answer, error) => Object.assign(exchange, { answer, error, endedAt: this.#clock.now() });
  }

  tokenObtained(value: string): void {
    this.#secrets.push(value);
  }

  report(): readonly ExchangeReport[] {
    const redactor = new Redactor(this.#secrets);
    return this.#exchanges.map((exchange) => reportOf(exchange, redactor));
  }

  /** A text of this call as people may see it. */
  redact(text: string): string {
    return new Redactor(this.#secrets).redact(text);
  }
}

function reportOf(exchange: RecordedExchange, redactor: Redactor): ExchangeReport {
  const { purpose, request, startedAt, endedAt, answer, error } = exchange;
  const { headers, credentialHeaders, body } = request;
  const shown = answer ? shownBody(purpose, answer, redactor) : null;
  return {
    purpose,
    method: request.method,
    url: redactor.redact(request.origin + request.path),
    requestHeaders: pairsOf([...headers, ...credentialHeaders], redactor),
    requestBody: body === null ? null : redactor.redact(body),
    status: answer?.status ?? null,
    responseHeaders: answer ? responseHeaders(answer, redactor) : [],
    responseBody: shown?.slice(0, maxShownBody) ?? null,
    isResponseCut: (shown?.length ?? 0) > maxShownBody,
    error: answer ? null : redactor.redact(error?.message ?? 'No answer before the deadline.'),
    startedAt,
    elapsedMs: endedAt - startedAt,
  };
}

function pairsOf(headers: FlatHeaders, redactor: Redactor): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) pairs.push([headers[at]!, redactor.redact(headers[at + 1]!)]);
  return pairs;
}

function responseHeaders(answer: Answer, redactor: Redactor): [string, string][] {
  return Object.entries(answer.headers).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    return [name, secretResponseHeaders.has(name) ? secretMask : redactor.redact(text)];
  });
}

/** The answer of a token endpoint shows its shape only: which of its texts is a credential is the endpoint's affair. */
function shownBody(purpose: Purpose, answer: Answer, redactor: Redactor): string {
  const isSecret = purpose === 'token' && answer.status < 300;
  return isSecret ? maskedDocument(answer.body) : redactor.redact(answer.body);
}

function maskedDocument(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => (typeof value === 'string' ? secretMask : value));
  } catch {
    return secretMask;
  }
}
