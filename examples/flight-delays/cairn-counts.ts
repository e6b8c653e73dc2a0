import type { CairnApi } from './cairn-api.ts';
import type { Counts } from './counts.ts';

/** The answer of `/api/v1/journeys/{versionId}/statistics`. */
export interface Statistics {
  readonly entered: number;
  readonly completed: number;
  readonly error: number;
  readonly running: number;
  readonly steps: readonly { readonly nodeId: string; readonly branch: string | null; readonly count: number }[];
}

/** An item of `/api/v1/calls`, as far as it is counted. */
interface CallItem {
  readonly activityId: string;
  readonly kind: 'action' | 'fetch';
  readonly result: { readonly outcome: string; readonly attempts: number } | null;
}

const compensating: ReadonlySet<string> = new Set(['compensate', 'compensateBlind']);

export function readStatistics(api: CairnApi, versionId: string): Promise<Statistics> {
  return api.get(`/api/v1/journeys/${versionId}/statistics`);
}

/** What Cairn says it did, from the statistics of the version and from its calls. */
export async function readCairnCounts(api: CairnApi, versionId: string): Promise<Counts> {
  const { entered, completed, steps } = await readStatistics(api, versionId);
  const passed = (nodeId: string, branch: string): number =>
    steps.filter((step) => step.nodeId === nodeId && step.branch === branch).reduce((sum, { count }) => sum + count, 0);
  const calls = { compensations: 0, retried: 0, failed: 0, messages: 0, weatherLookUps: 0 };
  for await (const call of api.list<CallItem>('/api/v1/calls')) count(calls, call);
  return {
    ...calls,
    entered,
    completed,
    longDelays: passed('howLate', 'long'),
    shortDelays: passed('howLate', 'short'),
    onTime: passed('howLate', 'other'),
    excusedByWeather: passed('weather', 'bad'),
  };
}

type CallCounts = Record<'compensations' | 'retried' | 'failed' | 'messages' | 'weatherLookUps', number>;

function count(calls: CallCounts, { kind, activityId, result }: CallItem): void {
  const isSuccess = result?.outcome === 'success';
  if (kind === 'fetch') calls.weatherLookUps += 1;
  else if (!compensating.has(activityId)) calls.messages += isSuccess ? 1 : 0;
  else {
    calls.compensations += 1;
    if ((result?.attempts ?? 0) > 1) calls.retried += 1;
    if (!isSuccess) calls.failed += 1;
  }
}
