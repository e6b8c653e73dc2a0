import { openerOf, type ReferenceKind } from '../ast.ts';
import type { Catalogue, GroupSchema } from '../catalogue.ts';
import type { ElementType } from '../check/checker.ts';
import { journeyProperties, journeyPropertiesRoot } from '../check/journey-properties.ts';
import { memberSchema } from '../check/steps.ts';
import { isListType } from '../values/value.ts';
import { type Completion, completion } from './completion.ts';
import { writeName } from './write-text.ts';

/** Deepest path that is proposed as a whole; deeper fields are reached step by step. */
const maxDepth = 6;
/** Whole paths proposed at most; a catalogue of thousands of fields is browsed step by step. */
const maxPaths = 2_000;

/** The members of what a path leads to, and the accesses that it allows. */
export function stepCompletions(element: ElementType): Completion[] {
  return [...fieldCompletions(element), ...accessCompletions(element)];
}

export function fieldCompletions(element: ElementType): Completion[] {
  return Object.entries(element.schema?.fields ?? {}).map(([name, schema]) => {
    const { type } = memberSchema(element, name);
    return completion('field', name, { insert: writeName(name), type, detail: type, title: schema.title });
  });
}

const listAccesses = ['all', 'first', 'last', 'at'];
const objectAccesses = ['entry', 'keys', 'firstEntryKey'];

/** Declared objects are stepped into by name; the accesses of maps are for those whose keys nobody declared. */
function accessCompletions({ type, schema }: ElementType): Completion[] {
  const isOpenObject = type === 'object' && Object.keys(schema?.fields ?? {}).length === 0;
  const names = [
    ...(isListType(type) || type === 'any' ? listAccesses : []),
    ...(isOpenObject || type === 'any' ? objectAccesses : []),
  ];
  return names.map((name) => {
    const takesNothing = name === 'keys' || name === 'firstEntryKey';
    return completion('access', name, { insert: `${name}()`, caret: name.length + (takesNothing ? 2 : 1) });
  });
}

/** Event, data source or action names, as they stand behind the opening of a reference. */
export function rootCompletions(catalogue: Catalogue, of: ReferenceKind): Completion[] {
  if (of === 'data') return [...catalogue.dataSources.keys()].map((name) => rootCompletion('dataSource', name));
  if (of === 'action') return [...catalogue.actions].map(([name, { title }]) => rootCompletion('action', name, title));
  const events = [...catalogue.events].map(([name, { title }]) => rootCompletion('event', name, title));
  return [...events, rootCompletion('event', journeyPropertiesRoot)];
}

export function rootCompletion(kind: 'event' | 'dataSource' | 'action', name: string, title?: string): Completion {
  return completion(kind, name, { insert: writeName(name), title });
}

export function groupCompletions(groups: ReadonlyMap<string, GroupSchema> | undefined): Completion[] {
  return [...(groups ?? [])].map(([name, { schema }]) =>
    completion('group', name, { insert: writeName(name), title: schema.title }),
  );
}

export function propertyCompletions(): Completion[] {
  return [...journeyProperties].map(([name, type]) => completion('property', name, { type, detail: type }));
}

/** Whole references to every field of plain steps, with their paths as labels. */
export function* referenceCompletions(catalogue: Catalogue): Generator<Completion> {
  let count = 0;
  for (const path of allPaths(catalogue)) {
    if (count++ === maxPaths) return;
    yield path;
  }
}

function* allPaths(catalogue: Catalogue): Generator<Completion> {
  for (const [event, schema] of catalogue.events) yield* paths('event', [event], { type: schema.type, schema });
  for (const [source, groups] of catalogue.dataSources)
    for (const [group, { schema }] of groups) yield* paths('data', [source, group], { type: schema.type, schema });
  for (const [action, schema] of catalogue.actions) {
    yield reference('action', [action, 'jo_status_code'], { type: 'string' });
    yield* paths('action', [action], { type: schema.type, schema });
  }
  for (const [name, type] of journeyProperties) yield reference('event', [journeyPropertiesRoot, name], { type });
}

function* paths(of: ReferenceKind, names: readonly string[], element: ElementType): Generator<Completion> {
  if (names.length > maxDepth) return;
  for (const [name, schema] of Object.entries(element.schema?.fields ?? {})) {
    const member = memberSchema(element, name);
    yield reference(of, [...names, name], member, schema.title);
    yield* paths(of, [...names, name], member);
  }
}

function reference(of: ReferenceKind, names: readonly string[], { type }: ElementType, title?: string): Completion {
  const insert = `${openerOf[of]}${names.map(writeName).join('.')}}`;
  return completion('field', names.join('.'), { insert, type, detail: type, title });
}
