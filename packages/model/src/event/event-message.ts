import { z } from 'zod';

/**
 * What senders post to a streaming inlet: the envelope that the payload preview shows. Header members other than the
 * organisation are informative; unknown ones are let through.
 */
export const eventMessage = z.object({
  header: z
    .looseObject({
      organizationId: z.string().optional(),
      msgId: z.string().optional(),
      datasetId: z.string().optional(),
    })
    .default({}),
  body: z.object({ xdmMeta: z.unknown().optional(), xdmEntity: z.record(z.string(), z.unknown()) }),
});
export type EventMessage = z.infer<typeof eventMessage>;
