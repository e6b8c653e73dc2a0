import type { JsonValue } from '@cairn/expression';
import type { FetchCall } from '../effect.ts';
import { callAddress } from '../passage/call-address.ts';
import type { Failure } from '../passage/failure.ts';
import { attempt } from '../passage/failure.ts';
import type { Visit } from '../passage/visit.ts';
import type { PlannedFetch } from './fetch-plan.ts';

/** `ready`: every answer is in. `blocked`: calls were made for the missing ones. Else a parameter cannot be computed. */
export type FetchProgress = 'ready' | 'blocked' | { readonly failure: Failure; readonly visit: Visit };

/**
 * Makes sure that all groups the visits read are there before any of them is evaluated. Groups whose parameters wait
 * for another group are called in a later round. Several visits (parallel waits) are one step and share their fetches.
 */
export function awaitFetches(visits: readonly Visit[]): FetchProgress {
  const missing = new Map<string, FetchCall & { readonly id: string }>();
  for (const visit of visits) {
    const found = attempt(() => collectMissing(visit, missing));
    if ('failure' in found) return { failure: found.failure, visit };
  }
  const [first] = visits;
  if (missing.size === 0 || !first) return 'ready';
  blockOn(first, [...missing.values()]);
  return 'blocked';
}

function collectMissing(visit: Visit, missing: Map<string, FetchCall & { readonly id: string }>): void {
  const plan = visit.activity.fetches;
  const isUnanswered = new Set<number>();
  plan.forEach((planned, place) => {
    if (planned.dependsOn.some((dependency) => isUnanswered.has(dependency))) {
      isUnanswered.add(place);
      return;
    }
    const params = paramsOf(planned, visit);
    const id = visit.fetchId(planned.source, planned.group, params);
    if (Object.hasOwn(visit.fetched, id)) return;
    isUnanswered.add(place);
    missing.set(id, { id, kind: 'fetch', targetId: planned.dataSourceId, group: planned.group, params });
  });
}

function paramsOf(planned: PlannedFetch, visit: Visit): Readonly<Record<string, JsonValue>> {
  const params: Record<string, JsonValue> = Object.fromEntries(
    planned.params.map(([name, expression]) => [name, expression.evaluateJson(visit)]),
  );
  if (planned.isFromTabs) visit.tabParams.set(`${planned.source}.${planned.group}`, params);
  return params;
}

function blockOn(visit: Visit, fetches: readonly (FetchCall & { readonly id: string })[]): void {
  const { passage, activity, arrow, startedAt, fetched } = visit;
  for (const fetch of fetches) passage.calls.push({ ...callAddress(visit), ...fetch });
  passage.block({
    on: 'call',
    activityId: activity.id,
    transitionId: arrow?.id ?? null,
    callIds: fetches.map(({ id }) => id),
    fetched,
    startedAt,
    fetches: visit.fetches,
  });
}
