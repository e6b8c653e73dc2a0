import { z } from 'zod';
import { authentication } from '../authentication/authentication.ts';
import { description, objectName } from '../name/name.ts';

/** A field of a group: dotted path of the response, `[]` marking list elements, with its type. */
export const groupField = z.strictObject({ path: z.string().min(1), type: z.string(), title: z.string().optional() });

/** A set of fields fetched together (section 3). */
export const fieldGroup = z.strictObject({
  name: objectName,
  method: z.enum(['GET', 'POST']).default('GET'),
  /** Names of the parameters supplied where the group is used. */
  dynamicValues: z.array(z.string().min(1)).default([]),
  /** POST only: JSON in which `{"param":"<name>"}` marks the place of a dynamic value. */
  sentPayload: z.unknown().optional(),
  /** Pasted response example, from which `fields` were inferred. */
  responseSample: z.unknown().optional(),
  fields: z.array(groupField).default([]),
  /** Built-in source only: the registered schema the group reads, of class profile or event. */
  schemaId: z.string().optional(),
});
export type FieldGroup = z.infer<typeof fieldGroup>;

export const externalDataSource = z.strictObject({
  kind: z.literal('external'),
  name: objectName,
  description,
  url: z.string().min(1),
  authentication: authentication.default({ type: 'none' }),
  fieldGroups: z.array(fieldGroup).default([]),
});

/** The built-in profile source: exactly one per sandbox, name fixed, not deletable. */
export const profileDataSource = z.strictObject({
  kind: z.literal('profile'),
  name: z.literal('ProfileStore'),
  description,
  fieldGroups: z.array(fieldGroup),
});

export const dataSource = z.discriminatedUnion('kind', [externalDataSource, profileDataSource]);
export type DataSource = z.infer<typeof dataSource>;
export type ExternalDataSource = z.infer<typeof externalDataSource>;
