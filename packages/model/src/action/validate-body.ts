import { type Issue, issue } from '../issue/issue.ts';
import { fitsType } from '../schema/value-type.ts';
import type { BodyField } from './action.ts';
import { childrenOf, isBodyFieldName, variableRefusal } from './body-field.ts';

/** Bounds of an action's body: fields in all, levels of nesting. */
export const bodyLimits = { fields: 1_000, depth: 20 } as const;

/** Rules of the body's fields, at any depth. Codes: MODEL_BODY_*, MODEL_LIMIT. */
export const validateBody = (body: readonly BodyField[]): readonly Issue[] => {
  const count = countFields(body, 0);
  if (count > bodyLimits.fields) return [issue('MODEL_LIMIT', 'body', { what: 'fields', max: bodyLimits.fields })];
  return checkFields(body, { path: 'body', isItem: false, isInConstantList: false, isInVariableList: false, depth: 1 });
};

interface Place {
  readonly path: string;
  /** Element of a listAny, named by its position. */
  readonly isItem: boolean;
  readonly isInConstantList: boolean;
  readonly isInVariableList: boolean;
  readonly depth: number;
}

const checkFields = (fields: readonly BodyField[], place: Place): readonly Issue[] => {
  if (place.depth > bodyLimits.depth) {
    return [issue('MODEL_LIMIT', place.path, { what: 'levels', max: bodyLimits.depth })];
  }
  const names = fields.map((field) => field.name);
  return fields.flatMap((field, index) => {
    const path = `${place.path}.${field.name}`;
    const isRepeated = names.indexOf(field.name) < index;
    return [
      ...(isRepeated ? [issue('MODEL_ROW_DUPLICATE', path, { name: field.name })] : []),
      ...checkName(field, index, place, path),
      ...checkStructure(field, path),
      ...(field.mode === 'variable' ? checkVariable(field, place, path) : checkConstant(field, place, path)),
      ...checkFields(childrenOf(field), below(field, place, path)),
    ];
  });
};

const below = (field: BodyField, place: Place, path: string): Place => ({
  path,
  isItem: field.type === 'listAny',
  isInConstantList: place.isInConstantList || (field.type === 'listObject' && field.mode === 'constant'),
  isInVariableList: place.isInVariableList || (field.type === 'listObject' && field.mode === 'variable'),
  depth: place.depth + 1,
});

const checkName = (field: BodyField, index: number, place: Place, path: string): readonly Issue[] => {
  if (place.isItem && field.name !== String(index)) {
    return [issue('MODEL_BODY_STRUCTURE', path, { reason: 'items are named by their position, from 0' })];
  }
  return isBodyFieldName(field.name) ? [] : [issue('MODEL_BODY_FIELD_NAME', path, { name: field.name })];
};

const checkStructure = (field: BodyField, path: string): readonly Issue[] => {
  const takesFields = field.type === 'object' || field.type === 'listObject';
  const takesItems = field.type === 'listAny';
  if ((field.fields !== undefined) !== takesFields) {
    return [
      issue('MODEL_BODY_STRUCTURE', path, { reason: '"fields" belong to object and listObject, and are needed there' }),
    ];
  }
  if ((field.items !== undefined) !== takesItems) {
    return [issue('MODEL_BODY_STRUCTURE', path, { reason: '"items" belong to listAny, and are needed there' })];
  }
  const isEmpty = field.type === 'listAny' && field.items?.length === 0;
  return isEmpty ? [issue('MODEL_BODY_EMPTY_LIST', path, { name: field.name })] : [];
};

const checkVariable = (field: BodyField, place: Place, path: string): readonly Issue[] => {
  if (place.isInConstantList) return [issue('MODEL_BODY_MEMBER_MODE', path, {})];
  const refused = variableRefusal(field, path);
  if (refused !== null) return [refused];
  if (field.value !== undefined) return [issue('MODEL_BODY_STRUCTURE', path, { reason: 'a variable has no value' })];
  return (field.label ?? '').trim() === '' ? [issue('MODEL_BODY_LABEL', `${path}.label`, {})] : [];
};

const checkConstant = (field: BodyField, place: Place, path: string): readonly Issue[] => {
  const isContainer = field.type === 'object' || field.type === 'listAny';
  if (isContainer) {
    if (field.value === undefined) return [];
    return [issue('MODEL_BODY_STRUCTURE', path, { reason: 'its members hold the values' })];
  }
  if (place.isInVariableList) return [issue('MODEL_BODY_MEMBER_MODE', path, {})];
  // Members of a constant list describe it; the values are in the list's own constant.
  if (place.isInConstantList) return [];
  const isEmptyList = Array.isArray(field.value) && field.value.length === 0;
  if (isEmptyList) return [issue('MODEL_BODY_EMPTY_LIST', path, { name: field.name })];
  const isFit = field.value === null || fitsType(field.type, field.value);
  return isFit && field.value !== undefined ? [] : [issue('MODEL_BODY_VALUE', `${path}.value`, { name: field.type })];
};

/** Stops counting below the allowed depth, where the check reports the nesting. */
const countFields = (fields: readonly BodyField[], depth: number): number =>
  depth > bodyLimits.depth ? 0 : fields.reduce((sum, field) => sum + 1 + countFields(childrenOf(field), depth + 1), 0);
