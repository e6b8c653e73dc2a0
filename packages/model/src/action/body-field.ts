import { type Issue, issue } from '../issue/issue.ts';
import { type Outcome, refuse } from '../json/parse-sample.ts';
import type { BodyField } from './action.ts';

/** Names of body fields: not empty, no dot (paths are dotted), not starting with `$`. */
export const isBodyFieldName = (name: string): boolean => /^[^.$][^.]*$/s.test(name);

/** What an author chooses for a field: the label journey authors see, or the constant that is sent. */
export type FieldMode =
  | { readonly mode: 'variable'; readonly label: string; readonly isOptional?: boolean }
  | { readonly mode: 'constant'; readonly value: unknown };

/** The fields below a field, under the step that leads to them: members by name, elements of a listAny by position. */
export const childrenOf = (field: BodyField): readonly BodyField[] => field.items ?? field.fields ?? [];

/**
 * Switches one field, named by its dotted path, between constant and variable; the rest of the body is unchanged.
 * A list of objects takes its members along. Codes: MODEL_BODY_LABEL, MODEL_BODY_ANY_VARIABLE, MODEL_BODY_OBJECT_VARIABLE,
 * MODEL_BODY_NESTED_OBJECTS, MODEL_BODY_MEMBER_MODE, MODEL_BODY_FIELD_UNKNOWN.
 */
export const switchField = (
  body: readonly BodyField[],
  path: string,
  choice: FieldMode,
): Outcome<readonly BodyField[]> => {
  const [name = '', ...rest] = path.split('.');
  const index = body.findIndex((field) => field.name === name);
  const field = body[index];
  if (field === undefined) return refuse(issue('MODEL_BODY_FIELD_UNKNOWN', `body.${path}`, { name: path }));
  const switched = rest.length === 0 ? switchOne(field, path, choice) : switchBelow(field, rest.join('.'), choice);
  return switched.ok ? { ok: true, value: body.with(index, switched.value) } : switched;
};

const switchBelow = (field: BodyField, path: string, choice: FieldMode): Outcome<BodyField> => {
  // Members of a list follow the list; only the label of a variable one is their own.
  if (field.type === 'listObject' && choice.mode !== field.mode) {
    return refuse(issue('MODEL_BODY_MEMBER_MODE', `body.${field.name}.${path}`, {}));
  }
  const below = switchField(childrenOf(field), path, choice);
  if (!below.ok) return below;
  return { ok: true, value: { ...field, [field.items === undefined ? 'fields' : 'items']: below.value } };
};

const switchOne = (field: BodyField, path: string, choice: FieldMode): Outcome<BodyField> => {
  if (choice.mode === 'constant') return { ok: true, value: toConstant(field, choice.value) };
  if (choice.label.trim() === '') return refuse(issue('MODEL_BODY_LABEL', `body.${path}.label`, {}));
  const refused = variableRefusal(field, `body.${path}`);
  return refused === null ? { ok: true, value: toVariable(field, choice) } : refuse(refused);
};

/** Why a field cannot be variable, or null when it can. */
export const variableRefusal = (field: BodyField, path: string): Issue | null => {
  if (field.type === 'listAny') return issue('MODEL_BODY_ANY_VARIABLE', path, {});
  if (field.type === 'object') return issue('MODEL_BODY_OBJECT_VARIABLE', path, {});
  if (field.type !== 'listObject') return null;
  const members = field.fields ?? [];
  if (members.length === 0) return issue('MODEL_BODY_STRUCTURE', path, { reason: 'its sample object has no fields' });
  return members.some(holdsObjectList) ? issue('MODEL_BODY_NESTED_OBJECTS', path, {}) : null;
};

const holdsObjectList = (field: BodyField): boolean =>
  field.type === 'listObject' || field.type === 'listAny' || (field.fields ?? []).some(holdsObjectList);

const toVariable = (
  { value: _constant, ...field }: BodyField,
  choice: { readonly label: string; readonly isOptional?: boolean },
): BodyField => ({
  ...field,
  mode: 'variable',
  label: choice.label,
  ...(choice.isOptional === undefined ? {} : { optional: choice.isOptional }),
  ...(field.type === 'listObject' ? { fields: (field.fields ?? []).map(toVariableMember) } : {}),
});

/** A member of a variable list is variable under its own name until the author writes another label. */
const toVariableMember = (field: BodyField): BodyField =>
  field.type === 'object'
    ? { ...field, fields: (field.fields ?? []).map(toVariableMember) }
    : toVariable(field, { label: field.label ?? field.name });

const toConstant = ({ label: _label, optional: _optional, ...field }: BodyField, value: unknown): BodyField => {
  if (field.type === 'object' || field.type === 'listAny') return { ...field, mode: 'constant' };
  const members = field.type === 'listObject' ? { fields: (field.fields ?? []).map(toConstantMember) } : {};
  return { ...field, mode: 'constant', value, ...members };
};

const toConstantMember = ({ label: _label, optional: _optional, ...field }: BodyField): BodyField => ({
  ...field,
  mode: 'constant',
  ...(field.fields === undefined ? {} : { fields: field.fields.map(toConstantMember) }),
});
