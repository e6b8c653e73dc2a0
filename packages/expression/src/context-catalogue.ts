import type { Catalogue, FieldSchema, GroupSchema } from './catalogue.ts';
import { contextMember, entries, paramAnswers } from './context.ts';
import type { JsonValue } from './json.ts';
import type { TypeName } from './type.ts';
import { isListType, isScalarType, listTypeOf } from './values/value.ts';

/**
 * The catalogue of a test context (section 13.2): its events and data sources are known by their keys, their fields by
 * `types` alone. All field groups count as profile groups, so that both spellings of the optional level can be tried.
 */
export function catalogueFromContext(context: JsonValue): Catalogue {
  const types = contextMember(context, 'types');
  const eventTypes = typePaths(contextMember(types, 'events'));
  const groupTypes = typePaths(contextMember(types, 'dataSources'));
  const events = entries(contextMember(context, 'events')).map(
    ([name]) => [name, schemaOf([name], eventTypes)] as const,
  );
  const actions = entries(contextMember(context, 'actions')).map(([name]) => [name, { type: 'any' } as const] as const);
  const sources = entries(contextMember(context, 'dataSources')).map(
    ([source, groups]) => [source, groupsOf(source, groups, groupTypes)] as const,
  );
  return { events: new Map(events), actions: new Map(actions), dataSources: new Map(sources) };
}

function groupsOf(source: string, groups: JsonValue, types: readonly TypePath[]): ReadonlyMap<string, GroupSchema> {
  const pairs = entries(groups).map(([name, payload]): [string, GroupSchema] => [
    name,
    { schema: schemaOf([source, name], types), params: paramNames(payload), isProfile: true },
  ]);
  return new Map(pairs);
}

function paramNames(payload: JsonValue): readonly string[] {
  const names = (paramAnswers(payload) ?? []).flatMap(({ params }) => entries(params).map(([name]) => name));
  return [...new Set(names)];
}

/** A declared path, its segments without their `[]` marks. */
interface TypePath {
  readonly segments: readonly { readonly name: string; readonly isList: boolean }[];
  readonly type: TypeName;
}

function typePaths(types: JsonValue): readonly TypePath[] {
  return entries(types).map(([path, type]) => ({
    segments: path.split('.').map((part) => ({ name: part.replace(/\[\]$/, ''), isList: part.endsWith('[]') })),
    type: isTypeName(type) ? type : 'any',
  }));
}

function isTypeName(type: JsonValue): type is TypeName {
  return typeof type === 'string' && (isScalarType(type) || isListType(type) || type === 'object' || type === 'any');
}

function schemaOf(root: readonly string[], types: readonly TypePath[]): FieldSchema {
  const own = types.filter(({ segments }) => root.every((name, index) => segments[index]?.name === name));
  const fields = new Map<string, DraftField>();
  for (const { segments, type } of own) declare(fields, segments.slice(root.length), type);
  return toSchema('object', fields);
}

/** Fields by name while the paths are read; `type` is absent where a path only passes through. */
interface DraftField {
  type: TypeName | undefined;
  readonly fields: Map<string, DraftField>;
}

function declare(fields: Map<string, DraftField>, segments: TypePath['segments'], type: TypeName): void {
  const [first, ...rest] = segments;
  if (first === undefined) return;
  const draft = fields.get(first.name) ?? { type: undefined, fields: new Map() };
  fields.set(first.name, draft);
  if (rest.length === 0) draft.type = first.isList ? listOf(type) : type;
  else draft.type ??= first.isList ? 'listObject' : 'object';
  declare(draft.fields, rest, type);
}

function listOf(type: TypeName): TypeName {
  if (isScalarType(type)) return listTypeOf(type);
  return type === 'object' ? 'listObject' : 'listAny';
}

function toSchema(type: TypeName, fields: Map<string, DraftField>): FieldSchema {
  if (fields.size === 0) return { type };
  const pairs = [...fields].map(([name, draft]) => [name, toSchema(draft.type ?? 'any', draft.fields)] as const);
  return { type, fields: Object.fromEntries(pairs) };
}
