import type { Activity } from '../activity.ts';
import { branchesOf } from '../branches.ts';
import { arrowsBack, type JourneyGraph, parallelGroups } from '../graph.ts';
import type { JourneyDefinition, Transition } from '../journey.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';

/** Canvas rules: a first event, everything connected to it, no loops, nothing after the end, only events and waits in parallel. */
export const checkDrawing = (definition: JourneyDefinition, graph: JourneyGraph): readonly JourneyIssue[] => [
  ...checkEntry(definition, graph),
  ...definition.transitions.flatMap((arrow, index) => checkArrow(arrow, index, graph)),
  ...checkRepeated(definition.transitions),
  ...arrowsBack(graph).map(({ from }) => journeyIssue('ERR_JOURNEYVERSION_701', { activityId: from })),
  ...parallelGroups(graph.arrows).flatMap((group) => checkParallel(group, graph)),
];

const checkEntry = ({ activities }: JourneyDefinition, graph: JourneyGraph): readonly JourneyIssue[] => {
  if (activities.length === 0) return [journeyIssue('ERR_JOURNEYVERSION_101', { field: 'activities' })];
  if (graph.entry === null) return [journeyIssue('ERR_JOURNEYVERSION_102', { field: 'activities' })];
  return activities
    .filter(({ id }) => !graph.reachable.has(id))
    .map(({ id }) => journeyIssue('ERR_JOURNEYVERSION_700', { activityId: id }));
};

const checkArrow = (arrow: Transition, index: number, { activities }: JourneyGraph): readonly JourneyIssue[] => {
  const from = activities.get(arrow.from);
  const field = `transitions.${index}`;
  if (from !== undefined && activities.has(arrow.to)) return checkBranch(from, arrow.branch);
  return [journeyIssue('ERR_JOURNEYVERSION_705', { field }, { from: arrow.from, to: arrow.to })];
};

/** An arrow has an id of its own, and there is one arrow from a branch to an activity. */
const checkRepeated = (transitions: readonly Transition[]): readonly JourneyIssue[] => {
  const seen = new Set<string>();
  return transitions.flatMap(({ id, from, branch, to }, index) => {
    const keys = [id, JSON.stringify([from, branch, to])];
    const isRepeated = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isRepeated ? [journeyIssue('ERR_JOURNEYVERSION_706', { field: `transitions.${index}` }, { id })] : [];
  });
};

const checkBranch = (from: Activity, branch: string): readonly JourneyIssue[] => {
  if (from.kind === 'end') return [journeyIssue('ERR_JOURNEYVERSION_703', { activityId: from.id })];
  return branchesOf(from).some(({ name }) => name === branch)
    ? []
    : [journeyIssue('ERR_JOURNEYVERSION_704', { activityId: from.id }, { branch })];
};

const checkParallel = (group: readonly Transition[], { activities }: JourneyGraph): readonly JourneyIssue[] => {
  if (group.length < 2) return [];
  const targets = group.flatMap(({ to }) => activities.get(to) ?? []);
  const unfit = targets.filter(({ kind }) => kind !== 'event' && kind !== 'wait');
  const timed = targets.filter((target) => target.kind === 'event' && target.timeout !== undefined);
  return [
    ...unfit.map(({ id }) => journeyIssue('ERR_JOURNEYVERSION_702', { activityId: id })),
    ...timed.slice(1).map(({ id }) => journeyIssue('ERR_JOURNEYVERSION_402', { activityId: id, field: 'timeout' })),
  ];
};
