import { z } from 'zod';

/** One processed step of one instance. */
export const step = z
  .object({
    seq: z.number().int().describe('Place in the stream; the id of the server-sent event'),
    stepId: z.string(),
    sandbox: z.string(),
    instanceId: z.string(),
    journeyId: z.string(),
    versionId: z.string(),
    key: z.string(),
    namespace: z.string().nullable(),
    at: z.number().describe('Epoch milliseconds'),
    nodeId: z.string(),
    nodeName: z.string(),
    nodeType: z.string(),
    stepType: z.string(),
    stepStatus: z.enum(['ended', 'error', 'transitions', 'capped', 'timedout', 'instanceTimedout']),
    entrance: z.boolean().optional(),
    reentrance: z.boolean().optional(),
    instanceEnded: z.boolean().optional(),
    instanceStatus: z.enum(['completed', 'error', 'timedOut', 'stopped']).optional(),
    parentStepId: z.string().optional(),
    parentStepName: z.string().optional(),
    parentTransitionId: z.string().optional(),
    parentTransitionName: z.string().optional(),
    branch: z.string().optional(),
    processingTimeMs: z.number(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'StepEvent' });
