import type { DataSource, SchemaDefinition } from '@cairn/model';
import type { Problem } from '../authoring-error.ts';
import { importName } from '../bundle/import-name.ts';
import type { AuthoringWrites } from '../store.ts';

type ProfileSource = Extract<DataSource, { kind: 'profile' }>;

/** Name of the one data source that every sandbox has from the start. */
export const profileSourceName = 'ProfileStore';
/** Its first group, on the built-in profile schema; name and schema are fixed, its fields are not. */
export const profileGroupName = 'Profile';
const profileSchemaName = 'Profile';

const text = { type: 'string' } as const;

/** What is known of a person until the sandbox registers more: fields may be added as to any schema. */
const profileSchema: SchemaDefinition = {
  name: profileSchemaName,
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
export async function ensureProfileSource(
  tx: AuthoringWrites,
  sandbox: string,
  made: { readonly at: number; readonly newId: () => string },
): Promise<void> {
  const existing = await tx.loadObjects(sandbox, 'dataSource');
  if (existing.some(({ name }) => name === profileSourceName)) return;
  const record = { revision: 1, createdAt: made.at, createdBy: 'cairn', updatedAt: made.at, updatedBy: 'cairn' };
  const schemaId = made.newId();
  const taken = new Set((await tx.loadObjects(sandbox, 'schema')).map(({ name }) => name));
  const schemaName = importName(profileSchemaName, taken);
  const schemaBody = { ...profileSchema, name: schemaName };
  const schema = { id: schemaId, sandbox, kind: 'schema', name: schemaName, body: schemaBody } as const;
  await tx.insertObject({ ...schema, ...record });
  const group = { name: profileGroupName, method: 'GET', dynamicValues: [], fields: profileFields, schemaId } as const;
  const body: ProfileSource = {
    kind: 'profile',
    name: profileSourceName,
    description: '',
    fieldGroups: [{ ...group, dynamicValues: [...group.dynamicValues], fields: [...group.fields] }],
  };
  const source = { id: made.newId(), sandbox, kind: 'dataSource', name: profileSourceName, body } as const;
  await tx.insertObject({ ...source, ...record });
}

/** The first group stays, with its name and schema. */
export function findProfileGroupChanges(before: ProfileSource, after: ProfileSource): readonly Problem[] {
  const fixed = before.fieldGroups.find(({ name }) => name === profileGroupName);
  const kept = after.fieldGroups.find(({ name }) => name === profileGroupName);
  if (fixed === undefined || kept?.schemaId === fixed.schemaId) return [];
  const message = `The field group ${profileGroupName} is built in: its name and schema are fixed, its fields are not.`;
  return [{ path: 'fieldGroups', code: 'AUTHORING_BUILT_IN', message }];
}
