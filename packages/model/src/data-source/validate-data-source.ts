import { validateAuthentication } from '../authentication/validate-authentication.ts';
import { isQueryName } from '../endpoint/header-rules.ts';
import { adviseUrl, type HostPolicy, validateUrl } from '../endpoint/url-rules.ts';
import { type Issue, issue } from '../issue/issue.ts';
import { fieldsOf, fieldTree } from '../schema/field-tree.ts';
import { fieldTypes } from '../schema/field-type.ts';
import type { SchemaDefinition } from '../schema/schema-definition.ts';
import type { DataSource, ExternalDataSource, FieldGroup } from './data-source.ts';
import { checkFieldPaths } from './group-fields.ts';
import { paramsOfPayload } from './sent-payload.ts';

/** What validation must know besides the data source itself. */
export interface DataSourceContext extends HostPolicy {
  /** Registered schemas by id, for groups of the built-in source. */
  readonly schemas?: ReadonlyMap<string, SchemaDefinition>;
}

/** Rules of section 3. Codes: MODEL_URL_*, MODEL_AUTH_*, MODEL_GROUP_*, MODEL_QUERY_NAME. */
export const validateDataSource = (source: DataSource, context: DataSourceContext = {}): readonly Issue[] => [
  ...(source.kind === 'external' ? checkEndpoint(source, context) : []),
  ...duplicates(source.fieldGroups.map((group) => group.name)).map(({ name, index }) =>
    issue('MODEL_GROUP_DUPLICATE', `fieldGroups.${index}.name`, { name }),
  ),
  ...source.fieldGroups.flatMap((group, index) => {
    const path = `fieldGroups.${index}`;
    return source.kind === 'external' ? checkExternalGroup(group, path) : checkProfileGroup(group, path, context);
  }),
];

/** Advice on a data source that may be saved all the same. */
export const adviseDataSource = (source: DataSource): readonly Issue[] => {
  const advice = source.kind === 'external' ? adviseUrl(source.url, 'url') : null;
  return advice === null ? [] : [advice];
};

const checkEndpoint = (source: ExternalDataSource, policy: HostPolicy): readonly Issue[] => [
  ...validateUrl(source.url, 'url', { ...policy, hasQuery: true }),
  ...validateAuthentication(source.authentication, 'authentication', policy),
];

const checkExternalGroup = (group: FieldGroup, path: string): readonly Issue[] => {
  const found: Issue[] = [
    ...checkFieldPaths(group, path),
    ...checkDynamicValues(group, path),
    ...checkTypes(group, path),
  ];
  if (group.schemaId !== undefined) {
    found.push(issue('MODEL_GROUP_SCHEMA', `${path}.schemaId`, { reason: 'only the built-in source reads schemas' }));
  }
  return found;
};

const checkDynamicValues = (group: FieldGroup, path: string): readonly Issue[] => {
  const named = group.dynamicValues.flatMap((name, index) =>
    isQueryName(name) ? [] : [issue('MODEL_QUERY_NAME', `${path}.dynamicValues.${index}`, { name })],
  );
  const repeated = duplicates(group.dynamicValues).map(({ name, index }) =>
    issue('MODEL_ROW_DUPLICATE', `${path}.dynamicValues.${index}`, { name }),
  );
  return [...named, ...repeated, ...checkSentPayload(group, path)];
};

const checkSentPayload = (group: FieldGroup, path: string): readonly Issue[] => {
  const at = `${path}.sentPayload`;
  if (group.method === 'GET') return group.sentPayload === undefined ? [] : [issue('MODEL_GROUP_SENT_PAYLOAD', at, {})];
  const used = paramsOfPayload(group.sentPayload);
  return [
    ...used
      .filter((name) => !group.dynamicValues.includes(name))
      .map((name) => issue('MODEL_GROUP_PARAM_UNLISTED', at, { name })),
    ...group.dynamicValues
      .filter((name) => !used.includes(name))
      .map((name) => issue('MODEL_GROUP_PARAM_UNUSED', at, { name })),
  ];
};

const checkTypes = (group: FieldGroup, path: string): readonly Issue[] =>
  group.fields.flatMap((field, index) =>
    [...fieldTypes, 'listDuration'].includes(field.type)
      ? []
      : [issue('MODEL_GROUP_FIELD', `${path}.fields.${index}.type`, { name: field.path })],
  );

const checkProfileGroup = (group: FieldGroup, path: string, context: DataSourceContext): readonly Issue[] => {
  const at = `${path}.schemaId`;
  if (group.schemaId === undefined) return [issue('MODEL_GROUP_SCHEMA', at, { reason: 'a profile group needs one' })];
  const schema = context.schemas?.get(group.schemaId);
  if (schema === undefined) return [issue('MODEL_GROUP_SCHEMA', at, { reason: `"${group.schemaId}" does not exist` })];
  if (schema.class === 'other') {
    return [issue('MODEL_GROUP_SCHEMA', at, { reason: `"${schema.name}" is neither of class profile nor event` })];
  }
  const known = new Set(fieldsOf(fieldTree(schema.document)).map((field) => field.path));
  return group.fields.flatMap((field, index) =>
    known.has(field.path) ? [] : [issue('MODEL_GROUP_FIELD', `${path}.fields.${index}.path`, { name: field.path })],
  );
};

const duplicates = (names: readonly string[]): readonly { readonly name: string; readonly index: number }[] =>
  names.map((name, index) => ({ name, index })).filter(({ name, index }) => names.indexOf(name) < index);
