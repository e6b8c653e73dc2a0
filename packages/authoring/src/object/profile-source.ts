import type { DataSource, SchemaDefinition } from '@cairn/model';
import type { AuthoringDeps } from '../authoring-deps.ts';
import type { Problem } from '../authoring-error.ts';
import { importName } from '../bundle/import-name.ts';
import type { AuthoringWrites } from '../store.ts';
import { newObjectRow } from './new-object-row.ts';

type ProfileSource = Extract<DataSource, { kind: 'profile' }>;

/** Name of the one data source that every sandbox has from the start. */
export const profileSourceName = 'ProfileStore';
/** Its first group, on the built-in profile schema; name and schema are fixed, its fields are not. */
export const profileGroupName = 'Profile';

const text = { type: 'string' } as const;

/** What is known of a person until the sandbox registers more: fields may be added as to any schema. */
const profileSchema: SchemaDefinition = {
  name: 'Profile',
  title: 'Profile',
  class: 'profile',
  document: {
    type: 'object',
    properties: {
      person: {
        type: 'object',
        properties: {
          name: { type: 'object', properties: { firstName: text, lastName: text } },
          gender: text,
          birthDate: { type: 'string', format: 'date' },
        },
      },
      personalEmail: { type: 'object', properties: { address: text } },
      mobilePhone: { type: 'object', properties: { number: text } },
      preferredLanguage: text,
      timeZone: text,
    },
  },
};

const profileFields = [
  { path: 'person.name.firstName', type: 'string' },
  { path: 'person.name.lastName', type: 'string' },
  { path: 'person.gender', type: 'string' },
  { path: 'personalEmail.address', type: 'string' },
  { path: 'mobilePhone.number', type: 'string' },
];

/** Gives a new sandbox its profile source; changes nothing where there is one. */
export async function ensureProfileSource(tx: AuthoringWrites, deps: AuthoringDeps, sandbox: string): Promise<void> {
  const sources = await tx.loadObjects(sandbox, 'dataSource');
  if (sources.some(({ name }) => name === profileSourceName)) return;
  const product = { sandbox, userId: 'cairn' };
  const taken = new Set((await tx.loadObjects(sandbox, 'schema')).map(({ name }) => name));
  const schema = { ...profileSchema, name: importName(profileSchema.name, taken) };
  const schemaId = deps.newId();
  await tx.insertObject(newObjectRow(deps, product, { id: schemaId, kind: 'schema', body: schema }));
  const source: ProfileSource = {
    kind: 'profile',
    name: profileSourceName,
    description: '',
    fieldGroups: [{ name: profileGroupName, method: 'GET', dynamicValues: [], fields: profileFields, schemaId }],
  };
  await tx.insertObject(newObjectRow(deps, product, { id: deps.newId(), kind: 'dataSource', body: source }));
}

/** The first group stays, with its name and schema. */
export function findProfileGroupChanges(before: ProfileSource, after: ProfileSource): readonly Problem[] {
  const fixed = before.fieldGroups.find(({ name }) => name === profileGroupName);
  const kept = after.fieldGroups.find(({ name }) => name === profileGroupName);
  if (fixed === undefined || kept?.schemaId === fixed.schemaId) return [];
  const message = `The field group ${profileGroupName} is built in: its name and schema are fixed, its fields are not.`;
  return [{ path: 'fieldGroups', code: 'AUTHORING_BUILT_IN', message }];
}
