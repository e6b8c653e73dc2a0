import type { Activity, ActivityOf } from './activity.ts';
import type { JourneyDefinition, Transition } from './journey.ts';

/** The drawing of a journey, for questions about what leads where. Arrows to or from nothing are left out. */
export interface JourneyGraph {
  readonly activities: ReadonlyMap<string, Activity>;
  readonly arrows: readonly Transition[];
  /** The first event, or null when there is none. */
  readonly entry: ActivityOf<'event'> | null;
  /** Ids of activities that can be reached from the first event, itself included. */
  readonly reachable: ReadonlySet<string>;
  /** Activities that stand somewhere before the given one. */
  before(id: string): readonly Activity[];
}

export const journeyGraph = (definition: JourneyDefinition): JourneyGraph => {
  const activities = new Map(definition.activities.map((activity) => [activity.id, activity]));
  const arrows = definition.transitions.filter(({ from, to }) => activities.has(from) && activities.has(to));
  const forward = adjacency(arrows, 'from', 'to');
  const backward = adjacency(arrows, 'to', 'from');
  const entry = entryOf(definition, forward, backward);
  return {
    activities,
    arrows,
    entry,
    reachable: entry === null ? new Set() : new Set([entry.id, ...walk(forward, entry.id)]),
    before: (id) => [...walk(backward, id)].flatMap((other) => activities.get(other) ?? []),
  };
};

/** Activities from left to right: by position, then in the order of the definition. */
export const leftToRight = (activities: readonly Activity[]): readonly Activity[] =>
  activities.toSorted((left, right) => (left.position?.x ?? 0) - (right.position?.x ?? 0));

/** Arrows that leave one activity by one branch: more than one arm their targets in parallel. */
export const parallelGroups = (arrows: readonly Transition[]): readonly (readonly Transition[])[] => [
  ...Map.groupBy(arrows, ({ from, branch }) => JSON.stringify([from, branch])).values(),
];

/** The first arrow of every loop, in the order of the definition: one that leads back to where it comes from. */
export const arrowsBack = ({
  activities,
  arrows,
}: Pick<JourneyGraph, 'activities' | 'arrows'>): readonly Transition[] => {
  const leaving = Map.groupBy(arrows, (arrow) => arrow.from);
  const state = new Map<string, 'open' | 'done'>();
  const back: Transition[] = [];
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const arrow of leaving.get(id) ?? []) {
      if (state.get(arrow.to) === 'open') back.push(arrow);
      else if (!state.has(arrow.to)) visit(arrow.to);
    }
    state.set(id, 'done');
  };
  for (const id of activities.keys()) if (!state.has(id)) visit(id);
  return back;
};

type Adjacency = ReadonlyMap<string, readonly string[]>;

const adjacency = (arrows: readonly Transition[], from: 'from' | 'to', to: 'from' | 'to'): Adjacency => {
  const groups = Map.groupBy(arrows, (arrow) => arrow[from]);
  return new Map([...groups].map(([id, group]) => [id, group.map((arrow) => arrow[to])]));
};

/** An event that nothing leads to; among several the one that leads somewhere, then the leftmost. */
const entryOf = (
  { activities }: JourneyDefinition,
  forward: Adjacency,
  backward: Adjacency,
): ActivityOf<'event'> | null => {
  const roots = leftToRight(activities)
    .filter((activity): activity is ActivityOf<'event'> => activity.kind === 'event')
    .filter(({ id }) => !backward.has(id));
  return roots.find(({ id }) => forward.has(id)) ?? roots[0] ?? null;
};

/** Ids reached by one or more steps; the start itself only through a loop. */
const walk = (adjacent: Adjacency, start: string): ReadonlySet<string> => {
  const seen = new Set<string>();
  const open = [...(adjacent.get(start) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(adjacent.get(id) ?? []));
  }
  return seen;
};
