import { z } from 'zod';
import { objectName } from '../name/name.ts';

const jsonTypes = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'] as const;
export type JsonType = (typeof jsonTypes)[number];

/**
 * The part of JSON Schema that Cairn reads. A keyword outside of it is refused rather than ignored, so that nobody
 * relies on a constraint that is not checked.
 */
export interface SchemaNode {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $comment?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** One type, or one type and null. */
  readonly type: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  /** A map when it is a schema; as a boolean it says nothing that Cairn uses. */
  readonly additionalProperties?: boolean | SchemaNode;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly format?: string;
  /** Type of the language where the JSON type and `format` do not tell it. */
  readonly 'x-cairn-type'?: 'dateTime' | 'dateTimeOnly' | 'dateOnly' | 'duration' | 'decimal' | 'any';
  /** Namespace of the identity in this field. */
  readonly 'x-cairn-primary-identity'?: string;
  /** Marks the string field that carries the ID of a system-generated event. */
  readonly 'x-cairn-event-id'?: boolean;
  readonly 'x-cairn-friendly-name'?: string;
  /** Name of the schema this object is a record of. */
  readonly 'x-cairn-link'?: string;
}

const jsonType = z.enum(jsonTypes);
export const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.strictObject({
    $schema: z.string().optional(),
    $id: z.string().optional(),
    $comment: z.string().optional(),
    title: z.string().max(200).optional(),
    description: z.string().max(2_000).optional(),
    examples: z.array(z.unknown()).optional(),
    type: z.union([jsonType, z.array(jsonType).min(1).max(2)]),
    properties: z.record(z.string(), schemaNode).optional(),
    additionalProperties: z.union([z.boolean(), schemaNode]).optional(),
    required: z.array(z.string()).optional(),
    items: schemaNode.optional(),
    enum: z
      .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .min(1)
      .optional(),
    format: z.string().optional(),
    'x-cairn-type': z.enum(['dateTime', 'dateTimeOnly', 'dateOnly', 'duration', 'decimal', 'any']).optional(),
    'x-cairn-primary-identity': z.string().min(1).max(100).optional(),
    'x-cairn-event-id': z.boolean().optional(),
    'x-cairn-friendly-name': z.string().min(1).max(200).optional(),
    'x-cairn-link': objectName.optional(),
  }),
);

export const schemaClasses = ['event', 'profile', 'other'] as const;
export type SchemaClass = (typeof schemaClasses)[number];

/** A field schema registered in Cairn: events and profile field groups take their fields from one. */
export const schemaDefinition = z.strictObject({
  name: objectName,
  title: z.string().max(200).default(''),
  class: z.enum(schemaClasses),
  document: schemaNode,
});
export type SchemaDefinition = z.infer<typeof schemaDefinition>;

/** Finds the document of a linked schema by its name. */
export type ResolveLink = (name: string) => SchemaNode | undefined;
