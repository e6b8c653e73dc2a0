import type { Catalogue, CompiledExpression } from '@cairn/expression';
import { type Activity, responseSchema } from '@cairn/model';
import { ActivityCompiler } from './compile/activity-compiler.ts';
import { compileActivity } from './compile/compile-activity.ts';
import { JourneyCompileError } from './compile/compile-error.ts';
import type { Arrow, CompiledActivity, CompiledEvent, Outlet } from './compile/compiled-activity.ts';
import type { CompiledJourney } from './compile/compiled-journey.ts';
import { hashKeyOf } from './identity/sip-hash.ts';
import type { JourneySource } from './journey-source.ts';
import { isKnownZone } from './passage/time-zone.ts';

export { compileErrors, JourneyCompileError } from './compile/compile-error.ts';
export type { CompiledJourney } from './compile/compiled-journey.ts';

/**
 * Resolves and compiles one journey version. Throws JourneyCompileError, which names the activity at fault; the
 * runner then leaves the people of this version where they are and goes on with the other journeys.
 */
export function compileJourney(source: JourneySource): CompiledJourney {
  const { definition } = source;
  if (!isKnownZone(definition.timeZone)) {
    throw new JourneyCompileError('ENGINE_BAD_TIME', null, `${definition.timeZone} is not a time zone`);
  }
  const graph = compileGraph(source);
  const entries = entriesOf(graph.activities);
  const reads = readsOf(graph.expressions, source);
  return {
    source,
    activities: graph.activities,
    arrows: graph.arrows,
    entries,
    entryEvents: new Set(entries.keys()),
    listensTo: new Set(
      definition.activities.flatMap((activity) => (activity.kind === 'event' ? activity.eventName : [])),
    ),
    needsProfile: reads.readsProfile || definition.useProfileTimeZone,
    historySchemaIds: [...reads.historySchemaIds],
    actionsRead: reads.actions,
    dataSources: new Map(source.dataSources.map((binding) => [binding.name, binding])),
    startAt: instantMs(definition.startAt) ?? source.publishedAt,
    endAt: instantMs(definition.endAt),
    reentranceWaitMs: definition.reentrance.waitPeriodSeconds * 1_000,
    callTimeoutMs: definition.timeoutSeconds * 1_000,
    hashKey: hashKeyOf(source.versionId),
  };
}

interface Graph {
  readonly activities: ReadonlyMap<string, CompiledActivity>;
  readonly arrows: ReadonlyMap<string, Arrow>;
  readonly expressions: readonly CompiledExpression[];
}

function compileGraph(source: JourneySource): Graph {
  const { activities: drawn, transitions } = source.definition;
  const catalogue = catalogueOf(source);
  const bindings = new Map(source.dataSources.map((binding) => [binding.name, binding]));
  const shared = {
    eventNames: new Set(source.events.map((event) => event.name)),
    actions: new Map(source.actions.map((bound) => [bound.action.name, bound])),
  };
  const reached = new Set(transitions.map((transition) => transition.to));
  const activities = new Map<string, CompiledActivity>();
  const outlets = new Map<string, Map<string, Arrow[]>>();
  const expressions: CompiledExpression[] = [];
  for (const activity of drawn) {
    const compiler = new ActivityCompiler(activity.id, catalogue, bindings);
    const own = new Map<string, Arrow[]>();
    outlets.set(activity.id, own);
    const isEntry = !reached.has(activity.id);
    activities.set(activity.id, compileActivity(activity, { ...shared, compiler, isEntry, outlets: own }));
    expressions.push(...compiler.expressions);
  }
  return { activities, arrows: connect(source, activities, outlets), expressions };
}

/** Fills the outlets, in the order of the transitions: upper branches first. */
function connect(
  { definition }: JourneySource,
  activities: ReadonlyMap<string, CompiledActivity>,
  outlets: ReadonlyMap<string, Map<string, Arrow[]>>,
): Map<string, Arrow> {
  const drawn = new Map(definition.activities.map((activity) => [activity.id, activity]));
  const arrows = new Map<string, Arrow>();
  for (const { id, from, branch, to } of definition.transitions) {
    const target = activities.get(to);
    const branches = outlets.get(from);
    if (!target || !branches) {
      throw new JourneyCompileError('ENGINE_UNKNOWN_ACTIVITY', null, `transition ${id} joins ${from} and ${to}`);
    }
    const outlet = branches.get(branch) ?? [];
    branches.set(branch, outlet);
    const arrow = { id, name: branchName(drawn.get(from), branch), outlet: outlet as Outlet, to: target };
    outlet.push(arrow);
    arrows.set(id, arrow);
  }
  return arrows;
}

function branchName(activity: Activity | undefined, branch: string): string {
  const path = activity?.kind === 'condition' ? activity.paths.find((candidate) => candidate.id === branch) : undefined;
  return path?.label || branch;
}

/** Event name -> activity that no arrow leads to; the first drawn of two with one event. */
function entriesOf(activities: ReadonlyMap<string, CompiledActivity>): Map<string, CompiledEvent> {
  const entries = new Map<string, CompiledEvent>();
  for (const activity of activities.values()) {
    if (activity.kind !== 'event' || activity.nodeType !== 'start' || entries.has(activity.eventName)) continue;
    entries.set(activity.eventName, activity);
  }
  if (entries.size === 0) throw new JourneyCompileError('ENGINE_NO_ENTRY', null, 'no event starts this journey');
  return entries;
}

function catalogueOf(source: JourneySource): Catalogue {
  return {
    events: new Map(source.events.map((event) => [event.name, event.payload])),
    dataSources: new Map(source.dataSources.map((binding) => [binding.name, binding.groups])),
    actions: new Map(source.actions.map(({ action }) => [action.name, responseSchema(action)])),
  };
}

function readsOf(expressions: readonly CompiledExpression[], source: JourneySource) {
  const historySchemaIds = new Set<string>();
  const actions = new Set<string>();
  let readsProfile = false;
  for (const { needs } of expressions) {
    for (const { action } of needs.actions) actions.add(action);
    for (const need of needs.groups) {
      const binding = source.dataSources.find((candidate) => candidate.name === need.source);
      if (binding?.kind !== 'profile') continue;
      readsProfile = true;
      const history = binding.historyGroups.get(need.group);
      if (history) historySchemaIds.add(history.schemaId);
    }
  }
  return { readsProfile, historySchemaIds, actions: actions as ReadonlySet<string> };
}

function instantMs(text: string | undefined): number | null {
  if (text === undefined) return null;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    throw new JourneyCompileError('ENGINE_BAD_TIME', null, `${text} is not an instant such as 2030-07-12T17:00:00Z`, {
      cause,
    });
  }
}
