import type { TurnCommit } from '@cairn/engine';
import type { WorkerObserver } from '@cairn/engine/runner';
import type { Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
  /** Events accepted but not yet durable. */
  readonly intakeDepth: () => number;
  /** Entries of the log, calls and partitions in memory of the worker. */
  readonly load: () => { readonly inbox: number; readonly inFlight: number; readonly partitions: number };
}

/** What `/metrics` tells, and the worker's observer that feeds it. */
export class Metrics {
  readonly registry = new Registry();
  readonly #turns = new Histogram({
    name: 'cairn_turn_seconds',
    help: 'Duration of a turn, from taking work to its commit',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  readonly #moved = counter(this.registry, 'cairn_instances_total', 'Instances moved, by what happened', ['what']);
  readonly #calls = counter(this.registry, 'cairn_calls_total', 'Finished calls, by outcome', ['outcome']);
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

  observer(logger: Logger): WorkerObserver {
    return {
      onTurn: (turn, durationMs) => this.#onTurn(turn, durationMs),
      onFault: (fault) => {
        this.#faults.inc();
        logger.error({ err: fault }, 'the worker met a fault');
      },
      onLeases: (partitions) => logger.info({ partitions }, 'the worker owns partitions'),
    };
  }

  #onTurn(turn: TurnCommit, durationMs: number): void {
    this.#turns.observe(durationMs / 1_000);
    this.#moved.inc({ what: 'entered' }, turn.created.length);
    this.#moved.inc({ what: 'advanced' }, turn.updated.length);
    for (const { result } of turn.finishedCalls) this.#calls.inc({ outcome: result.outcome });
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
