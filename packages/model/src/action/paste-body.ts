import type { JsonValue } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { entriesOf, isJsonObject } from '../json/json-value.ts';
import { type Outcome, parseSample, refuse } from '../json/parse-sample.ts';
import { firstObject, inferType } from '../schema/infer-type.ts';
import type { BodyField } from './action.ts';
import { isBodyFieldName } from './body-field.ts';

/**
 * Body fields of a pasted JSON sample: all constant, with the sample's values and inferred types. A refused sample
 * leaves the former fields to the caller. Codes: MODEL_JSON_*, MODEL_BODY_ROOT, MODEL_BODY_FIELD_NAME, MODEL_BODY_EMPTY_LIST.
 */
export const pasteBody = (text: string): Outcome<readonly BodyField[]> => {
  const sample = parseSample(text, 'body');
  if (!sample.ok) return sample;
  if (!isJsonObject(sample.value)) return refuse(issue('MODEL_BODY_ROOT', 'body', {}));
  const issues = checkSample(sample.value, 'body');
  return issues.length > 0 ? refuse(...issues) : { ok: true, value: membersOf(sample.value) };
};

const checkSample = (value: JsonValue, path: string): readonly Issue[] => {
  if (Array.isArray(value)) {
    if (value.length === 0) return [issue('MODEL_BODY_EMPTY_LIST', path, { name: path })];
    return value.flatMap((item, index) => checkSample(item, `${path}.${index}`));
  }
  if (!isJsonObject(value)) return [];
  return entriesOf(value).flatMap(([name, item]) => [
    ...(isBodyFieldName(name) ? [] : [issue('MODEL_BODY_FIELD_NAME', `${path}.${name}`, { name })]),
    ...checkSample(item, `${path}.${name}`),
  ]);
};

const membersOf = (value: JsonValue | undefined): readonly BodyField[] =>
  isJsonObject(value) ? entriesOf(value).map(([name, item]) => toField(name, item)) : [];

/**
 * An object is described by its members, a list of mixed elements by its elements. A list of objects keeps the whole
 * sample as its constant value; its members, those of the first object, serve once it is made variable.
 */
const toField = (name: string, value: JsonValue): BodyField => {
  const type = inferType(value);
  const field = { name, type, mode: 'constant' } as const;
  if (type === 'object') return { ...field, fields: membersOf(value) };
  if (type === 'listAny') {
    return { ...field, items: (value as readonly JsonValue[]).map((item, index) => toField(String(index), item)) };
  }
  if (type === 'listObject') return { ...field, value, fields: membersOf(firstObject(value)) };
  return { ...field, value };
};
