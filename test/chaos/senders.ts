import { Agent, request } from 'node:http';
import type { Ready } from '../harness/cairn-process.ts';

/** One event about a person of its own. */
export interface SentEvent {
  readonly personId: string;
  readonly delayMinutes: number;
}

/**
 * Load over keep-alive connections, one event at a time on each. A sender that gets no answer does what senders do:
 * it sends the event again, with the same message id, until it is acknowledged.
 */
export class Senders {
  readonly #acknowledged = new Map<string, SentEvent>();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #running: Promise<void>[];
  readonly #name: string;
  #target: Ready | null = null;
  #waiting: (() => void)[] = [];
  #created = 0;
  #unacknowledged = 0;
  #isEnding = false;

  /** @param name Keeps the people of several groups of senders apart. */
  constructor(connections: number, name = 'all') {
    this.#name = name;
    this.#running = Array.from({ length: connections }, () => this.#send());
  }

  /** Events whose sender was told that they are durable, by person. */
  get acknowledged(): ReadonlyMap<string, SentEvent> {
    return this.#acknowledged;
  }

  /** Sends that ended without an answer, or with a refusal. */
  get unacknowledged(): number {
    return this.#unacknowledged;
  }

  /** Where Cairn now listens. */
  pointAt(target: Ready): void {
    this.#target = target;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Makes no new events, and resolves when all there are have been acknowledged. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(this.#running);
    this.#agent.destroy();
  }

  async #send(): Promise<void> {
    while (!this.#isEnding) {
      const number = ++this.#created;
      await this.#sendUntilAcknowledged({
        personId: `person-${this.#name}-${number}`,
        delayMinutes: number % 3 === 0 ? 10 : 90,
      });
      await new Promise((resolve) => setTimeout(resolve, paceMs));
    }
  }

  async #sendUntilAcknowledged(event: SentEvent): Promise<void> {
    for (;;) {
      const target = this.#target;
      if (target && (await this.#post(target, event))) break;
      this.#unacknowledged += 1;
      if (this.#target === target) await this.#untilRestarted();
    }
    this.#acknowledged.set(event.personId, event);
  }

  #untilRestarted(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #post({ port, apiKey }: Ready, event: SentEvent): Promise<boolean> {
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
      const options = { port, host: '127.0.0.1', path: '/api/v1/events', method: 'POST', headers, agent: this.#agent };
      const sending = request(options, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode === 202));
        answer.once('error', () => resolve(false));
      });
      sending.once('error', () => resolve(false));
      sending.end(JSON.stringify({ schema: 'Landing', id: event.personId, data: event }));
    });
  }
}

/** Pause of a connection between two events: load enough for full batches, little enough to be checked row by row. */
const paceMs = 25;
