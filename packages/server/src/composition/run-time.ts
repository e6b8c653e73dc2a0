import { randomUUID } from 'node:crypto';
import type { Outbound } from '@cairn/engine';
import { JourneyIntake, type RoutingHolder, systemClock, Worker } from '@cairn/engine/runner';
import type { Metrics } from '../observability/metrics.ts';
import type { StartOptions } from './start-options.ts';
import type { Storage } from './storage.ts';

/** The door and the worker of this process; the worker is not started yet. */
export interface RunTime {
  readonly intake: JourneyIntake;
  readonly worker: Worker;
}

/** Turns, queues and memory are bounded: what does not fit stays in the store, or with the sender. */
const bounds = { maxBatch: 1_000, maxInbox: 20_000, maxInFlight: 5_000 };

/** Puts intake and worker together, so that what was appended here is worked on without asking the store. */
export function createRunTime(
  { settings, logger, wrappers = {} }: StartOptions,
  { kind, log, runStore, signals }: Storage,
  plainOutbound: Outbound,
  routing: RoutingHolder,
  metrics: Metrics,
): RunTime {
  const worker = new Worker({
    ...bounds,
    id: `${process.pid}-${randomUUID()}`,
    store: runStore,
    log,
    outbound: wrappers.outbound?.(plainOutbound) ?? plainOutbound,
    routing,
    clock: systemClock,
    observer: metrics.workerObserver(logger),
    leaseMs: settings.leaseMs,
    globalTimeoutMs: settings.instanceLifeMs,
  });
  const intake = new JourneyIntake({
    routing,
    log,
    clock: systemClock,
    maxQueued: settings.maxQueuedEvents,
    maxBatch: bounds.maxBatch,
    maxRuleEventsPerSecond: settings.maxEventsPerSecond,
    onAppended: (entries) => worker.handOn(entries),
  });
  metrics.watch({ intakeDepth: () => intake.depth, load: () => worker.load });
  if (kind === 'postgres') signals.onLogAppended(() => worker.onAppendedElsewhere());
  signals.onRoutingChanged(() => worker.onRoutingChanged());
  routing.onReload(({ broken }) => {
    for (const { source, error } of broken) {
      const { journeyId, versionId, definition } = source;
      logger.error({ err: error, journeyId, versionId, journey: definition.name }, 'a live journey does not compile');
    }
  });
  return { intake, worker };
}
