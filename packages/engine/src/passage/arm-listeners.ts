import { waitEndsAt } from '../activities/wait/wait-ends-at.ts';
import type { Arrow, CompiledWait, Outlet } from '../compile/compiled-activity.ts';
import { awaitFetches } from '../fetch/await-fetches.ts';
import { fetchDetails } from '../fetch/fetch-details.ts';
import type { Blocked, Listener } from '../instance.ts';
import { attempt, internalFailure } from './failure.ts';
import type { Passage } from './passage.ts';
import { Visit } from './visit.ts';

/**
 * Arms all events and waits of an outlet together; the first to happen takes its branch and cancels the rest.
 * A wait that is over already is taken at once. `resumed` carries what was fetched for the waits' expressions.
 */
export function armListeners(
  passage: Passage,
  outlet: Outlet,
  resumed?: Extract<Blocked, { on: 'call' }>,
): Outlet | null {
  const waits = outlet.flatMap((arrow) =>
    arrow.to.kind === 'wait' ? new Visit(passage, arrow.to, arrow, resumed) : [],
  );
  // One wait after the other, so that a fetch that fails is the failure of the wait that needed it.
  for (const visit of waits) {
    const progress = awaitFetches(visit);
    if (progress === 'blocked') return null;
    if (progress !== 'ready') return visit.fail(progress);
  }
  const deadlines = new Map<Arrow | null, number>();
  for (const visit of waits) {
    const ends = attempt(() => waitEndsAt(visit, visit.activity as CompiledWait));
    if ('failure' in ends) return visit.fail(ends.failure, fetchDetails(visit.fetches));
    // A wait is entered only if enough life remains: nobody should sleep towards a global timeout.
    if (ends.value > passage.lifeEndsAt) {
      return visit.fail(
        internalFailure('the wait ends after the longest stay in a journey'),
        fetchDetails(visit.fetches),
      );
    }
    deadlines.set(visit.arrow, ends.value);
  }
  const over = firstOver(waits, deadlines, passage.context.now);
  if (over) return over.leave('next', fetchDetails(over.fetches));
  return blockOnListeners(passage, outlet, deadlines);
}

/** The wait that ended first, the upper one of equals. */
function firstOver(
  waits: readonly Visit[],
  deadlines: ReadonlyMap<Arrow | null, number>,
  now: number,
): Visit | undefined {
  let first: Visit | undefined;
  for (const visit of waits) {
    const endsAt = deadlines.get(visit.arrow) ?? now;
    if (endsAt <= now && (!first || endsAt < (deadlines.get(first.arrow) ?? now))) first = visit;
  }
  return first;
}

function blockOnListeners(passage: Passage, outlet: Outlet, deadlines: ReadonlyMap<Arrow | null, number>): null {
  const { now } = passage.context;
  // One timeout governs all events armed together (J140).
  const governing = outlet.find((arrow) => arrow.to.kind === 'event' && arrow.to.timeout !== null);
  const listeners = outlet.flatMap((arrow): Listener[] => {
    const base = { activityId: arrow.to.id, transitionId: arrow.id, armedAt: now };
    if (arrow.to.kind === 'wait') return [{ ...base, kind: 'wait', deadline: deadlines.get(arrow) ?? now }];
    if (arrow.to.kind !== 'event') return [];
    const afterMs = arrow === governing ? (arrow.to.timeout?.afterMs ?? null) : null;
    return [
      { ...base, kind: 'event', eventName: arrow.to.eventName, deadline: afterMs === null ? null : now + afterMs },
    ];
  });
  const last = passage.steps.at(-1);
  // The step before waits for an event to choose its transition (section 17).
  if (last?.stepStatus === 'ended' && listeners.some(({ kind }) => kind === 'event')) last.stepStatus = 'transitions';
  return passage.block({ on: 'listeners', listeners });
}
