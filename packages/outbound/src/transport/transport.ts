import { Agent } from 'undici';
import type { AddressGuard } from '../address/address-guard.ts';
import { guardedConnector, type ResolveHost } from '../address/guarded-connector.ts';
import { OutboundError } from '../outbound-error.ts';
import type { Deadline } from '../pipeline/deadline.ts';
import { maxRedirects, redirectedRequest, redirectUrl } from './redirect.ts';
import { ResponseCollector } from './response-collector.ts';
import type { Answer, WireRequest } from './wire-request.ts';

export interface TransportOptions {
  readonly guard: AddressGuard;
  /** Largest response body read, in bytes. */
  readonly maxResponseBytes: number;
  /** Connections kept per host where no rule says otherwise. */
  readonly connectionsPerHost: number;
  readonly resolve?: ResolveHost;
}

/** A set of connections of its own, for a rule that limits them; calls that share the key share the connections. */
export interface PoolChoice {
  readonly key: string;
  readonly connections: number;
}

/** Called with every request sent, redirects included; the function it returns is told what became of it, once. */
export type ExchangeObserver = (request: WireRequest) => (answer: Answer | null, error: OutboundError | null) => void;

/**
 * Sends requests over kept connections, one at a time on each, and follows redirects. The only place that opens
 * sockets to the outside. Timeouts are the caller's deadline: undici's own are off.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #shared: Agent;
  readonly #limited = new Map<string, { readonly connections: number; readonly agent: Agent }>();

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#shared = this.#open(options.connectionsPerHost);
  }

  /**
   * Resolves with the first answer that is no redirect, or with the redirect after the last one allowed.
   * Rejects with OUTBOUND_ADDRESS_REFUSED, OUTBOUND_URL_INVALID, OUTBOUND_CONNECTION_FAILED,
   * OUTBOUND_RESPONSE_TOO_LARGE, or what the deadline ends with.
   */
  async send(
    request: WireRequest,
    deadline: Deadline,
    pool: PoolChoice | null = null,
    observe?: ExchangeObserver,
  ): Promise<Answer> {
    const agent = pool ? this.#limitedAgent(pool) : this.#shared;
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#exchange(agent, current, deadline, observe);
      const url = redirects < maxRedirects ? redirectUrl(current, answer) : null;
      if (!url) return answer;
      this.#options.guard.checkUrl(url);
      current = redirectedRequest(current, answer.status, url);
    }
  }

  /** Closes every connection at once, requests under way included. */
  async close(): Promise<void> {
    const agents = [this.#shared, ...[...this.#limited.values()].map((pool) => pool.agent)];
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #exchange(agent: Agent, request: WireRequest, deadline: Deadline, observe?: ExchangeObserver): Promise<Answer> {
    const host = hostOf(request.origin);
    return deadline.waitFor<Answer>((settle, fail) => {
      const ended = observe?.(request);
      const collector = new ResponseCollector(host, this.#options.maxResponseBytes, (error, answer) => {
        const failure = answer ? null : connectionError(error, host);
        ended?.(answer, failure);
        if (answer) settle(answer);
        else fail(failure);
      });
      dispatch(agent, request, collector);
      return (error) => collector.abort(error);
    });
  }

  #limitedAgent(pool: PoolChoice): Agent {
    const known = this.#limited.get(pool.key);
    if (known?.connections === pool.connections) return known.agent;
    // A changed limit starts over; requests under way end on the old connections.
    void known?.agent.close();
    const agent = this.#open(pool.connections);
    this.#limited.set(pool.key, { connections: pool.connections, agent });
    return agent;
  }

  #open(connections: number): Agent {
    return new Agent({
      connections,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: guardedConnector(this.#options.guard, this.#options.resolve),
    });
  }
}

function dispatch(agent: Agent, request: WireRequest, collector: ResponseCollector): void {
  const { credentialHeaders, headers } = request;
  agent.dispatch(
    {
      origin: request.origin,
      path: request.path,
      method: request.method,
      headers: (credentialHeaders.length === 0 ? headers : headers.concat(credentialHeaders)) as string[],
      body: request.body,
    },
    collector,
  );
}

/** Host and port of an origin. */
export function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//') + 2);
}

/** Foreign errors are translated here, once; the text of a foreign error is never shown. */
function connectionError(error: unknown, host: string): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const known = code === 'UND_ERR_INVALID_ARG' ? 'OUTBOUND_REQUEST_INVALID' : 'OUTBOUND_CONNECTION_FAILED';
  return new OutboundError(known, { host, cause: code }, { cause: error });
}
