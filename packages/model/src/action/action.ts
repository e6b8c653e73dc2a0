import { z } from 'zod';
import { authentication } from '../authentication/authentication.ts';
import { description, objectName } from '../name/name.ts';
import { type FieldType, fieldType } from '../schema/field-type.ts';

/** A header or query parameter row: a constant value, or a variable mapped in the journey under its label. */
export const parameterRow = z.discriminatedUnion('mode', [
  z.strictObject({ name: z.string(), mode: z.literal('constant'), value: z.string() }),
  z.strictObject({
    name: z.string(),
    mode: z.literal('variable'),
    label: z.string().min(1),
    optional: z.boolean().optional(),
  }),
]);
export type ParameterRow = z.infer<typeof parameterRow>;

/**
 * One node of the body built from the pasted JSON sample.
 * Leaf: constant (fixed `value`) or variable (`label`). Object and listObject: `fields`, listAny: `items`, in the order of the sample.
 * A variable listObject takes one list expression; its members are then all variable and name the source field they read.
 */
export interface BodyField {
  readonly name: string;
  readonly type: FieldType;
  readonly mode: 'constant' | 'variable';
  readonly value?: unknown;
  readonly label?: string;
  readonly optional?: boolean;
  readonly fields?: readonly BodyField[];
  readonly items?: readonly BodyField[];
}
export const bodyField: z.ZodType<BodyField> = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    type: fieldType,
    mode: z.enum(['constant', 'variable']),
    value: z.unknown().optional(),
    label: z.string().min(1).optional(),
    optional: z.boolean().optional(),
    fields: z.array(bodyField).optional(),
    items: z.array(bodyField).optional(),
  }),
);

/** A custom action: a connection to any service that has a REST API and takes JSON (section 5). */
export const customAction = z.strictObject({
  name: objectName,
  description,
  url: z.string().min(1),
  method: z.enum(['POST', 'PUT', 'GET']),
  /** Content-Type and Charset are always sent; a Content-Type row may name another JSON media type. */
  headers: z.array(parameterRow).default([]),
  queryParameters: z.array(parameterRow).default([]),
  authentication: authentication.default({ type: 'none' }),
  /** The body as a list of fields; absent for GET or no body. */
  body: z.array(bodyField).default([]),
  /** Sample of a successful response, and its fields as later steps may read them. */
  responseSample: z.unknown().optional(),
  failureSample: z.unknown().optional(),
  /** Unset optional parameters are sent as null instead of being left out. */
  allowNull: z.boolean().default(false),
});
export type CustomAction = z.infer<typeof customAction>;
