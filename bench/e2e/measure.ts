import { type LoadResult, runClosedLoop, runOpenLoop } from './load.ts';
import type { Sink } from './sink.ts';
import type { System, Usage } from './system.ts';

/** Keep-alive connections of the load generator, as the issue of this bench fixes them. */
export const connections = 64;
const quietMs = 15_000;

export interface Throughput {
  /** Events from the first request to the sink's last receipt, per second. */
  readonly eventsPerSecond: number;
  readonly accepted: number;
  readonly received: number;
  readonly refused: number;
  readonly cpuSecondsPer1000: number;
  readonly peakRssMb: number;
}

/** End to end: closed loop for `durationMs`, then wait until the sink has everything that was accepted. */
export async function measureThroughput(system: System, sink: Sink, durationMs: number): Promise<Throughput> {
  await warmUp(system, sink);
  const before = await system.usage();
  const load = await runClosedLoop(system.target, connections, durationMs);
  await sink.waitFor(load.accepted, quietMs);
  const after = await system.usage();
  const lastArrival = sink.arrivals.size === 0 ? load.endedAt : Math.max(...lastValues(sink.arrivals));
  const seconds = (Math.max(lastArrival, load.endedAt) - load.startedAt) / 1_000;
  return {
    eventsPerSecond: sink.arrivals.size / seconds,
    accepted: load.accepted,
    received: sink.arrivals.size,
    refused: load.refused,
    ...perThousand(before, after, load.accepted),
  };
}

/** The accept alone: answered requests per second. */
export async function measureAccept(system: System, durationMs: number): Promise<number> {
  await runClosedLoop(system.target, connections, Math.min(1_000, durationMs));
  const load = await runClosedLoop(system.target, connections, durationMs);
  return (load.accepted * 1_000) / (load.endedAt - load.startedAt);
}

export interface Latency {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly lost: number;
}

/** From the moment a request was due to the sink's receipt of the action call, at a fixed rate. */
export async function measureLatency(
  system: System,
  sink: Sink,
  perSecond: number,
  durationMs: number,
): Promise<Latency> {
  sink.reset();
  const load = await runOpenLoop(system.target, connections, perSecond, durationMs);
  await sink.waitFor(load.accepted, quietMs);
  const delays = delaysOf(load, sink);
  return {
    perSecond,
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
    maxMs: delays.at(-1) ?? Number.NaN,
    lost: load.accepted - delays.length,
  };
}

async function warmUp(system: System, sink: Sink): Promise<void> {
  sink.reset();
  const load = await runClosedLoop(system.target, connections, 2_000);
  await sink.waitFor(load.accepted, quietMs);
  sink.reset();
}

function delaysOf(load: LoadResult, sink: Sink): number[] {
  const delays: number[] = [];
  for (const [person, sentAt] of load.sentAt) {
    const arrivedAt = sink.arrivals.get(person);
    if (arrivedAt !== undefined) delays.push(arrivedAt - sentAt);
  }
  return delays.sort((left, right) => left - right);
}

/** Nearest rank. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function perThousand(before: Usage, after: Usage, events: number) {
  return {
    cpuSecondsPer1000: ((after.cpuSeconds - before.cpuSeconds) * 1_000) / Math.max(1, events),
    peakRssMb: after.peakRssMb,
  };
}

/** Arrivals are noted in order: the last ones are enough to find the latest. */
function lastValues(arrivals: ReadonlyMap<number, number>): number[] {
  return [...arrivals.values()].slice(-1_000);
}
