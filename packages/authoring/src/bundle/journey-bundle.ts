import { customAction, dataSource, eventDefinition, journeyDefinition, schemaDefinition } from '@cairn/model';
import { z } from 'zod';

const exported = <B extends z.ZodType>(body: B) => z.array(z.strictObject({ id: z.string().min(1), body }));

/**
 * One journey version with everything it refers to (section 10). Objects carry the ids they had where they were
 * exported; an import makes new ones.
 */
export const journeyBundle = z.strictObject({
  format: z.literal('cairn-journey'),
  formatVersion: z.literal(1),
  journey: journeyDefinition,
  schemas: exported(schemaDefinition).default([]),
  events: exported(eventDefinition).default([]),
  /** The built-in source is listed for the reader and ignored by an import. */
  dataSources: exported(dataSource).default([]),
  actions: exported(customAction).default([]),
});
export type JourneyBundle = z.infer<typeof journeyBundle>;
