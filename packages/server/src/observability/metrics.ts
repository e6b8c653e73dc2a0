import type { TurnCommit } from '@cairn/engine';
import type { WorkerObserver } from '@cairn/engine/runner';
import type { OutboundFact } from '@cairn/outbound';
import type { Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
  /** Events accepted but not yet durable. */
  readonly intakeDepth: () => number;
  /** Entries of the log, calls and partitions in memory of the worker. */
  readonly load: () => { readonly inbox: number; readonly inFlight: number; readonly partitions: number };
}

/** What `/metrics` tells, and the observers of worker and way out that feed it. */
export class Metrics {
  readonly registry = new Registry();
  readonly #turns = new Histogram({
    name: 'cairn_turn_seconds',
    help: 'Duration of a turn, from taking work to its commit',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  readonly #moved = counter(this.registry, 'cairn_instances_total', 'Instances moved, by what happened', ['what']);
  readonly #calls = new Histogram({
    name: 'cairn_call_seconds',
    help: 'Duration of a call with all its tries, by service (action, dataSource) and outcome',
    labelNames: ['service', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });
  readonly #requests = counter(
    this.registry,
    'cairn_outbound_requests_total',
    'Requests sent out: tries of calls and of token requests, by service and result (success or error code)',
    ['purpose', 'service', 'result'],
  );
  readonly #discards = counter(this.registry, 'cairn_discards_total', 'Events that started nothing, by code', ['code']);
  readonly #faults = counter(this.registry, 'cairn_faults_total', 'Store failures and defects met by the worker', []);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Live figures, read at every scrape. */
  watch(gauges: Gauges): void {
    gauge(this.registry, 'cairn_intake_depth', 'Events accepted but not yet durable', gauges.intakeDepth);
    gauge(this.registry, 'cairn_inbox_entries', 'Log entries in memory', () => gauges.load().inbox);
    gauge(this.registry, 'cairn_calls_in_flight', 'Calls in memory', () => gauges.load().inFlight);
    gauge(this.registry, 'cairn_partitions', 'Partitions this worker owns', () => gauges.load().partitions);
  }

  workerObserver(logger: Logger): WorkerObserver {
    return {
      onTurn: (turn, durationMs) => this.#onTurn(turn, durationMs),
      onFault: (fault) => {
        this.#faults.inc();
        logger.error({ err: fault }, 'the worker met a fault');
      },
      onLeases: (partitions) => logger.info({ partitions }, 'the worker owns partitions'),
    };
  }

  /** Counts what goes out; a failure nobody foresaw is a defect of ours and its cause goes to the log. */
  outboundObserver(logger: Logger): (fact: OutboundFact) => void {
    return (fact) => {
      if (fact.kind !== 'call') {
        this.#requests.inc({ purpose: fact.kind, service: fact.service, result: fact.code ?? 'success' });
        return;
      }
      const { service, outcome, elapsedMs, failure } = fact;
      this.#calls.observe({ service, outcome }, elapsedMs / 1_000);
      if (failure?.family === 'bug') logger.error({ err: failure, service }, 'a call failed for an unforeseen reason');
    };
  }

  #onTurn(turn: TurnCommit, durationMs: number): void {
    this.#turns.observe(durationMs / 1_000);
    this.#moved.inc({ what: 'entered' }, turn.created.length);
    this.#moved.inc({ what: 'advanced' }, turn.updated.length);
    for (const { code } of turn.discards) this.#discards.inc({ code });
  }
}

function counter<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: Label[],
): Counter<Label> {
  return new Counter({ name, help, labelNames, registers: [registry] });
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
