import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CairnApi } from './cairn-api.ts';
import { readCairnCounts, readStatistics } from './cairn-counts.ts';
import { CairnProcess } from './cairn-process.ts';
import { type Agreement, compareCounts } from './counts.ts';
import { expectedCounts } from './expected.ts';
import { type FlightFile, loadLandedFlights } from './flights.ts';
import { sendFlights } from './send-flights.ts';
import { CompensationService } from './service.ts';
import { serviceCounts } from './service-counts.ts';

/** Watches a run. */
export interface Progress {
  /** The next step, which ends the one before. */
  begin(step: string, total: number): void;
  update(done: number): void;
  end(): void;
}

const pollEveryMs = 500;

/**
 * Plays a file of flights through a Cairn of its own and a compensation service of its own, both on free ports, and
 * compares what Cairn counted with what the service counted and with what the file says. Nothing is left behind.
 *
 * @param signal ends the run early; it then throws the signal's reason.
 */
export async function playFlights(file: FlightFile, progress: Progress, signal: AbortSignal): Promise<Agreement[]> {
  const flights = loadLandedFlights(file);
  await using closing = new AsyncDisposableStack();
  const service = new CompensationService({ port: 0, maxPerSecond: 20_000 });
  const serviceUrl = await service.start();
  closing.defer(() => service.stop());
  const cairn = await CairnProcess.start(new URL(serviceUrl).host);
  closing.defer(() => cairn.stop());
  const versionId = await publishJourney(cairn.api, serviceUrl);

  closing.defer(() => progress.end());
  progress.begin('sent', flights.length);
  await sendFlights(cairn.api, flights, (sent) => progress.update(sent), signal);
  progress.begin('left the journey', flights.length);
  await everybodyLeft(cairn.api, versionId, flights.length, progress, signal);
  return compareCounts(
    await readCairnCounts(cairn.api, versionId),
    serviceCounts(service.stats),
    expectedCounts(flights),
  );
}

/** The journey of journey.yaml, with the service where it listens this time. Returns the id of the live version. */
async function publishJourney(api: CairnApi, serviceUrl: string): Promise<string> {
  const text = readFileSync(join(import.meta.dirname, 'journey.yaml'), 'utf8');
  const bundle: unknown = parse(text.replaceAll('http://localhost:4401', serviceUrl));
  const { id } = await api.post<{ id: string }>('/api/v1/journeys/import', bundle);
  await api.post(`/api/v1/journeys/${id}/publish`);
  return id;
}

async function everybodyLeft(
  api: CairnApi,
  versionId: string,
  sent: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { entered, running } = await readStatistics(api, versionId);
    progress.update(entered - running);
    if (entered === sent && running === 0) return;
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
}
