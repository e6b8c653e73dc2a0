import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';
import { pageOf, pageQuery, toPageRequest } from '../../paging.ts';

const statuses = ['pending', 'finished', 'cancelled'] as const;

const call = z
  .object({
    id: z.string().describe('Also the Idempotency-Key of every try'),
    sandbox: z.string(),
    instanceId: z.string(),
    journeyId: z.string(),
    versionId: z.string(),
    activityId: z.string(),
    kind: z.enum(['action', 'fetch']),
    targetId: z.string().describe('Id of the custom action or data source'),
    timeoutMs: z.number(),
    status: z.enum(statuses).describe('`cancelled`: its journey was stopped before the call was made'),
    finishedAt: z.number().nullable().describe('Epoch milliseconds; null while somebody waits for it'),
    result: z
      .object({
        outcome: z.enum(['success', 'http', 'timedout', 'capped', 'error']),
        httpStatus: z.number().nullable(),
        statusCode: z.string(),
        attempts: z.number().int(),
        elapsedMs: z.number(),
        message: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Call' });

const filter = pageQuery.extend({ instanceId: z.string().optional(), status: z.enum(statuses).optional() });

/** Calls to other systems: where they went and how it went, never what was sent or answered. */
export const registerCalls: RegisterRoutes = (scope, { reader, sandbox }) => {
  scope.get(
    '/api/v1/calls',
    {
      config: { needs: { verb: 'read', object: 'run' } },
      schema: {
        tags: ['run'],
        summary: 'List calls, newest first',
        querystring: filter,
        response: { 200: pageOf(call), 400: problem, 401: problem, 403: problem },
      },
    },
    ({ query }) => reader.listCalls({ ...query, ...toPageRequest(query), sandbox }),
  );
};
