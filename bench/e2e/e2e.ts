import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { answers } from '../../scripts/port-probe.ts';
import { measureBatchInsert } from './insert-ceiling.ts';
import {
  connections,
  type Latency,
  measureAccept,
  measureLatency,
  measureThroughput,
  type Throughput,
} from './measure.ts';
import { measureRawPost } from './post-ceiling.ts';
import { Sink } from './sink.ts';
import { System } from './system.ts';

export interface Ceilings {
  readonly passThroughPerSecond: number;
  readonly httpAcceptPerSecond: number;
  readonly httpPostPerSecond: number;
  readonly batchInsertPerSecond: number;
}

export interface StoreResult {
  readonly eventsPerSecond: number;
  /** At 500 events a second. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuSecondsPer1000: number;
  readonly peakRssMb: number;
  readonly ceilings: Ceilings;
  readonly latencies: readonly Latency[];
  readonly throughput: Throughput;
}

export interface E2eResult {
  readonly embedded: StoreResult;
  /** Null where no PostgreSQL server answers. */
  readonly postgres: StoreResult | null;
  /** Events per second of the rivals whose servers answer. */
  readonly rivals: Readonly<Record<string, Throughput>>;
  readonly notMeasured: readonly string[];
}

export interface E2eOptions {
  /** Length of each throughput run; latency runs take the same. */
  readonly durationMs: number;
  readonly rates: readonly number[];
  readonly log: (line: string) => void;
}

const serverUrl = process.env.CAIRN_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Everything of one minute of this machine: the product on both stores, its ceilings, and two rivals. */
export async function runE2e(options: E2eOptions): Promise<E2eResult> {
  mkdirSync(resolve(import.meta.dirname, '../../.cache'), { recursive: true });
  const sink = new Sink();
  const sinkPort = await sink.start();
  const environment = { BENCH_SINK_URL: `http://127.0.0.1:${sinkPort}/` };
  const hasPostgres = await answers(new URL(serverUrl).hostname, Number(new URL(serverUrl).port || 5432));
  const hasRedis = await answers('127.0.0.1', 6379);
  try {
    const shared = await measureShared(sink, sinkPort, environment, options);
    const embedded = await measureCairn('embedded', sink, environment, shared, options);
    const postgres = hasPostgres
      ? await onFreshDatabase((url) =>
          measureCairn('postgres', sink, { ...environment, BENCH_DATABASE_URL: url }, shared, options),
        )
      : null;
    const rivals: Record<string, Throughput> = {};
    if (hasRedis) rivals['BullMQ + Redis'] = await measureRival('bullmq', sink, environment, options);
    if (hasPostgres) {
      rivals['pg-boss + PostgreSQL'] = await onFreshDatabase((url) =>
        measureRival('pg-boss', sink, { ...environment, BENCH_DATABASE_URL: url }, options),
      );
    }
    const notMeasured = [
      ...(hasPostgres ? [] : ['postgres', 'pg-boss: no PostgreSQL server answers']),
      ...(hasRedis ? [] : ['BullMQ: no Redis answers']),
    ];
    return { embedded, postgres, rivals, notMeasured };
  } finally {
    sink.stop();
  }
}

type SharedCeilings = Omit<Ceilings, 'batchInsertPerSecond'>;

async function measureShared(
  sink: Sink,
  sinkPort: number,
  environment: Record<string, string>,
  { durationMs, log }: E2eOptions,
): Promise<SharedCeilings> {
  log('ceilings: accept, POST, pass-through');
  const accept = await System.start('accept', environment);
  const httpAcceptPerSecond = await measureAccept(accept, durationMs);
  await accept.stop();
  const httpPostPerSecond = await measureRawPost(sink, sinkPort, connections, durationMs);
  const passThrough = await System.start('pass-through', environment);
  const { eventsPerSecond } = await measureThroughput(passThrough, sink, durationMs);
  await passThrough.stop();
  log(
    `  ${Math.round(httpAcceptPerSecond)} accepts/s, ${Math.round(httpPostPerSecond)} POSTs/s, ${Math.round(eventsPerSecond)} passed through/s`,
  );
  return { passThroughPerSecond: eventsPerSecond, httpAcceptPerSecond, httpPostPerSecond };
}

async function measureCairn(
  store: 'embedded' | 'postgres',
  sink: Sink,
  environment: Record<string, string>,
  shared: SharedCeilings,
  { durationMs, rates, log }: E2eOptions,
): Promise<StoreResult> {
  log(`Cairn, ${store}: throughput`);
  const batchInsertPerSecond = await measureBatchInsert(environment.BENCH_DATABASE_URL, durationMs);
  const system = await System.start('cairn', environment);
  const throughput = await measureThroughput(system, sink, durationMs);
  const latencies: Latency[] = [];
  for (const rate of rates) {
    log(`Cairn, ${store}: latency at ${rate} events/s`);
    latencies.push(await measureLatency(system, sink, rate, durationMs));
  }
  await system.stop();
  log(`  ${Math.round(throughput.eventsPerSecond)} events/s`);
  const { eventsPerSecond, cpuSecondsPer1000, peakRssMb } = throughput;
  const { p50Ms = Number.NaN, p99Ms = Number.NaN } =
    latencies.find(({ perSecond }) => perSecond === 500) ?? latencies[0] ?? {};
  const ceilings = { ...shared, batchInsertPerSecond };
  return { eventsPerSecond, p50Ms, p99Ms, cpuSecondsPer1000, peakRssMb, ceilings, latencies, throughput };
}

async function measureRival(
  name: string,
  sink: Sink,
  environment: Record<string, string>,
  { durationMs, log }: E2eOptions,
): Promise<Throughput> {
  log(`rival: ${name}`);
  const system = await System.start(name, environment);
  const throughput = await measureThroughput(system, sink, durationMs);
  await system.stop();
  log(`  ${Math.round(throughput.eventsPerSecond)} events/s`);
  return throughput;
}

/** A database of its own on the server, dropped afterwards. */
async function onFreshDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const name = `cairn_bench_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    return await work(url.href);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}
