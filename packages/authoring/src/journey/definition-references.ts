import type { Activity, JourneyDefinition } from '@cairn/model';
import { findReferences, type Renames, renameInExpression } from './expression-references.ts';
import type { Reference } from './reference.ts';

/** Everything a journey names, each once. Names that match no object are listed too: they may come to exist. */
export function listReferences(definition: JourneyDefinition): readonly Reference[] {
  const found = new Map<string, Reference>();
  const add = (reference: Reference) => {
    if (reference.name !== '') found.set(`${reference.kind} ${reference.name} ${reference.part}`, reference);
  };
  for (const activity of definition.activities) {
    if (activity.kind === 'event') add({ kind: 'event', name: activity.eventName, part: '' });
    if (activity.kind === 'action') add({ kind: 'action', name: activity.actionName, part: '' });
    for (const text of expressionsOf(activity)) {
      for (const { kind, name, part } of findReferences(text)) add({ kind, name, part });
    }
  }
  return [...found.values()].filter(({ kind, name }) => kind !== 'event' || name !== 'JourneyProperties');
}

/** The definition with objects under their new names wherever it names them: activities, expressions, parameter tabs. */
export function renameReferences(definition: JourneyDefinition, renames: Renames): JourneyDefinition {
  return { ...definition, activities: definition.activities.map((activity) => renameInActivity(activity, renames)) };
}

function renameInActivity(activity: Activity, renames: Renames): Activity {
  const renamed = mapExpressions(activity, (text) => renameInExpression(text, renames));
  if (renamed.kind === 'event') {
    return { ...renamed, eventName: renames.event?.get(renamed.eventName) ?? renamed.eventName };
  }
  if (!('sourceParameters' in renamed)) return renamed;
  const sourceParameters = Object.fromEntries(
    Object.entries(renamed.sourceParameters).map(([name, groups]) => [renames.dataSource?.get(name) ?? name, groups]),
  );
  if (renamed.kind !== 'action') return { ...renamed, sourceParameters };
  return { ...renamed, sourceParameters, actionName: renames.action?.get(renamed.actionName) ?? renamed.actionName };
}

type SourceParameters = Extract<Activity, { kind: 'wait' }>['sourceParameters'];

function expressionsOf(activity: Activity): readonly string[] {
  const texts: string[] = [];
  mapExpressions(activity, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** The activity with every expression in it replaced by `change` of it. */
function mapExpressions(activity: Activity, change: (text: string) => string): Activity {
  switch (activity.kind) {
    case 'condition':
      return {
        ...activity,
        paths: activity.paths.map((path) =>
          path.type === 'data' ? { ...path, expression: change(path.expression) } : path,
        ),
        sourceParameters: mapSourceParameters(activity.sourceParameters, change),
      };
    case 'wait':
      return {
        ...activity,
        wait:
          activity.wait.type === 'custom'
            ? { ...activity.wait, expression: change(activity.wait.expression) }
            : activity.wait,
        sourceParameters: mapSourceParameters(activity.sourceParameters, change),
      };
    case 'action':
      return {
        ...activity,
        ...(activity.path !== undefined && { path: change(activity.path) }),
        headers: mapValues(activity.headers, change),
        queryParameters: mapValues(activity.queryParameters, change),
        parameters: mapValues(activity.parameters, change),
        sourceParameters: mapSourceParameters(activity.sourceParameters, change),
      };
    default:
      return activity;
  }
}

function mapSourceParameters(sources: SourceParameters, change: (text: string) => string): SourceParameters {
  return mapValues(sources, (groups) => mapValues(groups, (parameters) => mapValues(parameters, change)));
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
