import { z } from 'zod';

const schemaRef = z.object({ id: z.string(), contentType: z.string().optional() });

/** The documented form of a message; `inlet/envelope.ts` is what checks it. */
export const envelope = z
  .object({
    header: z
      .object({
        messageType: z.string().optional(),
        messageId: z.string().optional().describe('Your id of this message: within 24 hours it is taken once'),
        messageVersion: z.string().optional(),
        transactionId: z.string().optional(),
        datasetId: z.string().optional(),
        organizationId: z.string().optional().describe('Required here or as the HTTP header x-organization-id'),
        schemaRef: schemaRef.optional(),
        source: z.object({ name: z.string() }).optional(),
      })
      .optional(),
    body: z.object({
      xdmMeta: z.object({ schemaRef: schemaRef.optional() }).optional(),
      xdmEntity: z.record(z.string(), z.unknown()).describe('The event itself'),
    }),
  })
  .meta({ id: 'Envelope' });
