import type { FieldSchema, JsonValue } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { entriesOf, isJsonObject } from '../json/json-value.ts';
import { inferSchema, inferType } from '../schema/infer-type.ts';
import type { CustomAction } from './action.ts';

type Samples = Pick<CustomAction, 'responseSample' | 'failureSample'>;

/**
 * What later steps may read of an action's answer, as `@action{Name.path}`: the fields of both samples, and always
 * `jo_status_code` (`http_<n>`, `timedout`, `capped` or `internalError`). A field that the samples type differently is any.
 */
export const responseSchema = (action: Samples): FieldSchema => {
  const samples = [action.failureSample, action.responseSample].filter((sample) => sample !== undefined);
  const merged = samples.map((sample) => inferSchema(sample as JsonValue)).reduce(mergeSchemas, { type: 'object' });
  return { type: 'object', fields: { ...merged.fields, jo_status_code: { type: 'string' } } };
};

/** Rules of both samples: a JSON object, no lists of mixed elements. Codes: MODEL_RESPONSE_*. */
export const validateSamples = (action: Samples): readonly Issue[] =>
  (['responseSample', 'failureSample'] as const).flatMap((path) => {
    const sample = action[path] as JsonValue | undefined;
    if (sample === undefined) return [];
    return isJsonObject(sample) ? checkLists(sample, path) : [issue('MODEL_RESPONSE_ROOT', path, {})];
  });

const checkLists = (value: JsonValue, path: string): readonly Issue[] => {
  if (Array.isArray(value)) {
    const isMixed = value.length > 0 && inferType(value) === 'listAny' && value.some((item) => item !== null);
    if (isMixed) return [issue('MODEL_RESPONSE_MIXED_LIST', path, { name: path })];
    return value.flatMap((item, index) => checkLists(item, `${path}.${index}`));
  }
  return isJsonObject(value) ? entriesOf(value).flatMap(([name, item]) => checkLists(item, `${path}.${name}`)) : [];
};

const mergeSchemas = (left: FieldSchema, right: FieldSchema): FieldSchema => {
  if (left.type !== right.type) return { type: 'any' };
  if (left.fields === undefined || right.fields === undefined) return { ...left, ...right };
  const merged = Object.entries(right.fields).map(([name, field]) => {
    const other = left.fields?.[name];
    return [name, other === undefined ? field : mergeSchemas(other, field)] as const;
  });
  return { ...left, fields: { ...left.fields, ...Object.fromEntries(merged) } };
};
