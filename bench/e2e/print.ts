import type { E2eResult, StoreResult } from './e2e.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const ms = (value: number): string => value.toFixed(1);
const times = (value: number): string => `${value.toFixed(2)}x`;

/** The end-to-end table: each figure beside the ceilings and rivals of the same run. */
export function printE2e(result: E2eResult): string {
  const lines = [
    '',
    'End to end: HTTP accept -> durable -> condition -> POST received by the sink. 64 connections, every event another person.',
    '',
    row(['', 'events/s', 'of pass-through', 'CPU s/1,000', 'peak MB']),
    ...storeRow('Cairn, embedded', result.embedded),
    ...(result.postgres ? storeRow('Cairn, PostgreSQL', result.postgres) : []),
    ...Object.entries(result.rivals).map(([name, rival]) =>
      row([
        name,
        whole(rival.eventsPerSecond),
        times(rival.eventsPerSecond / result.embedded.ceilings.passThroughPerSecond),
        rival.cpuSecondsPer1000.toFixed(2),
        whole(rival.peakRssMb),
      ]),
    ),
    '',
    'Ceilings of the same run',
    row(['pass-through, no store', whole(result.embedded.ceilings.passThroughPerSecond)]),
    row(['HTTP accept alone', whole(result.embedded.ceilings.httpAcceptPerSecond)]),
    row(['undici POST alone', whole(result.embedded.ceilings.httpPostPerSecond)]),
    row(['batch insert, embedded', whole(result.embedded.ceilings.batchInsertPerSecond)]),
    ...(result.postgres
      ? [row(['batch insert, PostgreSQL', whole(result.postgres.ceilings.batchInsertPerSecond)])]
      : []),
    '',
    'Latency from request to receipt, ms',
    row(['', 'events/s', 'p50', 'p99', 'max', 'lost']),
    ...latencyRows('Cairn, embedded', result.embedded),
    ...(result.postgres ? latencyRows('Cairn, PostgreSQL', result.postgres) : []),
    ...result.notMeasured.map((what) => `not measured: ${what}`),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function storeRow(name: string, store: StoreResult): string[] {
  const share = times(store.eventsPerSecond / store.ceilings.passThroughPerSecond);
  return [row([name, whole(store.eventsPerSecond), share, store.cpuSecondsPer1000.toFixed(2), whole(store.peakRssMb)])];
}

function latencyRows(name: string, store: StoreResult): string[] {
  return store.latencies.map(({ perSecond, p50Ms, p99Ms, maxMs, lost }) =>
    row([name, whole(perSecond), ms(p50Ms), ms(p99Ms), ms(maxMs), String(lost)]),
  );
}

function row([name = '', ...cells]: readonly string[]): string {
  return `  ${name.padEnd(26)}${cells.map((cell) => cell.padStart(16)).join('')}`;
}
