import type { FieldSchema, GroupSchema, JsonValue, TypeName } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { isJsonObject } from '../json/json-value.ts';
import { type Outcome, parseSample, refuse } from '../json/parse-sample.ts';
import { inferSchema } from '../schema/infer-type.ts';
import { payloadSchema } from '../schema/payload-schema.ts';
import type { ResolveLink, SchemaDefinition } from '../schema/schema-definition.ts';
import type { FieldGroup } from './data-source.ts';

export type GroupField = FieldGroup['fields'][number];

/** Member of the answer of a group on an event schema that holds the person's events, newest first. */
export const historyMember = 'experienceevent';

/** Fields of a pasted response example, parents before members; pasting again replaces them. Codes: MODEL_JSON_*, MODEL_RESPONSE_ROOT. */
export const pasteResponse = (
  text: string,
): Outcome<{ readonly responseSample: JsonValue; readonly fields: readonly GroupField[] }> => {
  const sample = parseSample(text, 'responseSample');
  if (!sample.ok) return sample;
  if (!isJsonObject(sample.value)) return refuse(issue('MODEL_RESPONSE_ROOT', 'responseSample', {}));
  return { ok: true, value: { responseSample: sample.value, fields: fieldsFromSample(sample.value) } };
};

/** The typed fields of a response example. */
export const fieldsFromSample = (sample: JsonValue): readonly GroupField[] => flatten(inferSchema(sample), '');

/** What the language knows of an external group: exactly its fields, so that nothing else can be picked. */
export const groupSchema = (group: FieldGroup): GroupSchema => ({
  schema: nest(group.fields),
  params: group.dynamicValues,
  isProfile: false,
});

/** What the language knows of a group of the built-in source: fields of the profile, or its history of one event schema. */
export const profileGroupSchema = (
  group: FieldGroup,
  schema: SchemaDefinition,
  resolveLink?: ResolveLink,
): GroupSchema => {
  const selected = payloadSchema(
    schema.document,
    group.fields.map((field) => field.path),
    resolveLink,
  );
  const isHistory = schema.class === 'event';
  const events: FieldSchema = { ...selected, type: 'listObject' };
  return {
    schema: isHistory ? { type: 'object', fields: { [historyMember]: events } } : selected,
    params: [],
    isProfile: true,
  };
};

/** Field paths are names joined by dots, `[]` after lists, and name fields of the response example where there is one. */
export const checkFieldPaths = (group: FieldGroup, path: string): readonly Issue[] => {
  const types = new Map(group.fields.map((field) => [field.path, field.type]));
  const inSample = pathsOfSample(group);
  return group.fields.flatMap((field, index) => {
    const parents = parentPaths(field.path);
    const isPlaced = parents.every(({ path: parent, type }) => (types.get(parent) ?? type) === type);
    const isNamed = /^[^.[\]]+(\[\])?(\.[^.[\]]+(\[\])?)*$/.test(field.path) && !field.path.endsWith('[]');
    return isPlaced && isNamed && (inSample?.has(field.path) ?? true)
      ? []
      : [issue('MODEL_GROUP_FIELD', `${path}.fields.${index}`, { name: field.path })];
  });
};

const pathsOfSample = ({ responseSample }: FieldGroup): ReadonlySet<string> | null =>
  responseSample === undefined
    ? null
    : new Set(fieldsFromSample(responseSample as JsonValue).map((field) => field.path));

const flatten = (schema: FieldSchema, prefix: string): readonly GroupField[] =>
  Object.entries(schema.fields ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    return [{ path, type: field.type }, ...flatten(field, field.type === 'listObject' ? `${path}[].` : `${path}.`)];
  });

/** Containers that a path implies: `a.b[].c` stands in the object `a` and the list of objects `a.b`. */
const parentPaths = (path: string): readonly { readonly path: string; readonly type: 'object' | 'listObject' }[] => {
  const steps = path.split('.');
  return steps.slice(0, -1).map((step, index) => ({
    path: steps
      .slice(0, index + 1)
      .join('.')
      .replace(/\[\]$/, ''),
    type: step.endsWith('[]') ? 'listObject' : 'object',
  }));
};

interface Growing {
  type: TypeName;
  title?: string;
  fields?: Record<string, Growing>;
}

/** Nests dotted paths. A container that is not itself listed is implied by its members. */
const nest = (fields: readonly GroupField[]): FieldSchema => {
  const root: Growing = { type: 'object' };
  for (const field of fields) {
    const leaf = field.path.split('.').reduce((parent, step) => grow(parent, step), root);
    leaf.type = field.type as TypeName;
    if (field.title !== undefined) leaf.title = field.title;
  }
  return root;
};

const grow = (parent: Growing, step: string): Growing => {
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  parent.fields ??= Object.create(null) as Record<string, Growing>;
  parent.fields[name] ??= { type: isList ? 'listObject' : 'object' };
  return parent.fields[name];
};
