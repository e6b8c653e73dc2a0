import type { Activity } from '../activity.ts';
import { branchesOf } from '../branches.ts';
import { arrowsBack, type JourneyGraph, parallelGroups } from '../graph.ts';
import type { JourneyDefinition, Transition } from '../journey.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';

/** Canvas rules: a first event, everything connected to it, no loops, nothing after the end, only events and waits in parallel. */
export const checkDrawing = (definition: JourneyDefinition, graph: JourneyGraph): readonly JourneyIssue[] => [
  ...checkEntry(definition, graph),
  ...definition.transitions.flatMap((arrow, index) => checkArrow(arrow, index, definition, graph)),
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

const checkArrow = (
  arrow: Transition,
  index: number,
  { transitions }: JourneyDefinition,
  { activities }: JourneyGraph,
): readonly JourneyIssue[] => {
  const from = activities.get(arrow.from);
  const field = `transitions.${index}`;
  if (from === undefined || !activities.has(arrow.to)) {
    return [journeyIssue('ERR_JOURNEYVERSION_705', { field }, { from: arrow.from, to: arrow.to })];
  }
  const isRepeated = transitions.slice(0, index).some((other) => isSameArrow(other, arrow));
  return [
    ...(isRepeated ? [journeyIssue('ERR_JOURNEYVERSION_706', { field }, { id: arrow.id })] : []),
    ...checkBranch(from, arrow.branch),
  ];
};

const isSameArrow = (left: Transition, right: Transition): boolean =>
  left.id === right.id || (left.from === right.from && left.branch === right.branch && left.to === right.to);

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
