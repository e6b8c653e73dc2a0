import type { JsonValue } from '@cairn/expression';
import { isJsonObject, memberOf, objectFrom, valueAt } from '../json/json-value.ts';
import type { BodyField, CustomAction } from './action.ts';

/** Values of variable body fields by dotted path: the `parameters` of the engine's ActionValues. */
export type BodyValues = Readonly<Record<string, JsonValue>>;

/** Dotted path of a variable list of objects -> its member mapping, as the journey's activity holds it. */
export type MemberMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Body = Pick<CustomAction, 'body' | 'allowNull'>;

/**
 * The JSON body of one request: constants from the action, variables from `values`. An optional variable without value
 * is left out, or sent as null when the action allows nulls; a mandatory one is sent as null. Nulls inside lists are
 * dropped. A list of objects is cut to the action's members; a mapped member reads the given path of the source element,
 * another one the attribute of its own name.
 */
export const renderBody = (action: Body, values: BodyValues, mappings: MemberMappings = {}): JsonValue =>
  renderFields(action.body, '', { allowNull: action.allowNull, values, mappings });

interface Rendering {
  readonly allowNull: boolean;
  readonly values: BodyValues;
  readonly mappings: MemberMappings;
}

const renderFields = (fields: readonly BodyField[], prefix: string, rendering: Rendering): JsonValue =>
  objectFrom(fields.flatMap((field) => entry(field, renderField(field, `${prefix}${field.name}`, rendering))));

/** undefined = leave the field out. */
const renderField = (field: BodyField, path: string, rendering: Rendering): JsonValue | undefined => {
  if (field.mode === 'variable') {
    const value = Object.hasOwn(rendering.values, path) ? rendering.values[path] : null;
    return renderVariable(field, value ?? null, rendering.mappings[path] ?? {}, rendering.allowNull);
  }
  if (field.type === 'object') return renderFields(field.fields ?? [], `${path}.`, rendering);
  if (field.type === 'listAny') {
    const items = (field.items ?? []).map((item) => renderField(item, `${path}.${item.name}`, rendering));
    // A constant null of the sample stays; a variable element without value is dropped like any null of a list.
    return items.filter((item, index): item is JsonValue => item !== undefined && !isUnset(item, field.items?.[index]));
  }
  return (field.value ?? null) as JsonValue;
};

const isUnset = (item: JsonValue, field: BodyField | undefined): boolean => item === null && field?.mode === 'variable';

const renderVariable = (
  field: BodyField,
  value: JsonValue,
  mapping: Readonly<Record<string, string>>,
  allowNull: boolean,
): JsonValue | undefined => {
  if (value === null) return field.optional && !allowNull ? undefined : null;
  if (!Array.isArray(value)) return value;
  const items: readonly JsonValue[] = value.filter((item) => item !== null);
  if (field.type !== 'listObject') return items;
  return items.filter(isJsonObject).map((item) => renderElement(field.fields ?? [], '', item, mapping, allowNull));
};

const renderElement = (
  members: readonly BodyField[],
  prefix: string,
  source: JsonValue,
  mapping: Readonly<Record<string, string>>,
  allowNull: boolean,
): JsonValue =>
  objectFrom(
    members.flatMap((member) => {
      const path = `${prefix}${member.name}`;
      if (member.type === 'object') {
        return entry(member, renderElement(member.fields ?? [], `${path}.`, source, mapping, allowNull));
      }
      const mapped = Object.hasOwn(mapping, path) ? mapping[path] : undefined;
      const value = mapped === undefined ? attributeOf(source, path) : valueAt(source, mapped);
      return entry(member, renderVariable(member, value ?? null, {}, allowNull));
    }),
  );

/** The source attribute of a member's own name; a member of a nested object is looked for in a nested object. */
const attributeOf = (source: JsonValue, path: string): JsonValue | undefined =>
  path.includes('.') ? valueAt(source, path) : memberOf(source, path);

const entry = (field: BodyField, value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  value === undefined ? [] : [[field.name, value]];
