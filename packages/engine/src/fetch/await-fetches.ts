import type { JsonValue } from '@cairn/expression';
import type { FetchCall } from '../effect.ts';
import { callAddress } from '../passage/call-address.ts';
import { attempt, type Failure } from '../passage/failure.ts';
import type { Visit } from '../passage/visit.ts';
import type { PlannedFetch } from './fetch-plan.ts';

type Fetch = FetchCall & { readonly id: string };

/** `ready`: every answer is in. `blocked`: calls were made for those missing. Else a parameter cannot be computed. */
export type FetchProgress = 'ready' | 'blocked' | Failure;

/**
 * Makes sure that all groups the visit reads are there before any of its expressions is evaluated. Groups whose
 * parameters wait for another group are called in a later round.
 */
export function awaitFetches(visit: Visit): FetchProgress {
  if (visit.activity.fetches.length === 0) return 'ready';
  const missing = attempt(() => missingFetches(visit));
  if ('failure' in missing) return missing.failure;
  if (missing.value.length === 0) return 'ready';
  blockOn(visit, missing.value);
  return 'blocked';
}

function missingFetches(visit: Visit): readonly Fetch[] {
  const missing = new Map<string, Fetch>();
  const isUnanswered = new Set<number>();
  visit.activity.fetches.forEach((planned, place) => {
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
  return [...missing.values()];
}

function paramsOf(planned: PlannedFetch, visit: Visit): Readonly<Record<string, JsonValue>> {
  const params: Record<string, JsonValue> = Object.fromEntries(
    planned.params.map(([name, expression]) => [name, expression.evaluateJson(visit)]),
  );
  if (planned.isFromTabs) visit.tabParams.set(`${planned.source}.${planned.group}`, params);
  return params;
}

function blockOn(visit: Visit, fetches: readonly Fetch[]): void {
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

/** Field group that a call of this visit was made for, or undefined when its parameters cannot be computed again. */
export function groupOfCall(visit: Visit, callId: string): string | undefined {
  const planned = visit.activity.fetches.find((candidate) => {
    const id = attempt(() => visit.fetchId(candidate.source, candidate.group, paramsOf(candidate, visit)));
    return 'value' in id && id.value === callId;
  });
  return planned && `${planned.source}.${planned.group}`;
}
