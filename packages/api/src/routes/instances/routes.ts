import { instanceStatuses } from '@cairn/engine';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { ApiError } from '../../errors/api-error.ts';
import { problem } from '../../errors/problem.ts';
import { losslessAnswer } from '../../lossless-answer.ts';
import { pageOf, pageQuery, toPageRequest } from '../../paging.ts';
import { step } from '../step-events/schema.ts';

const instanceSummary = z
  .object({
    id: z.string(),
    sandbox: z.string(),
    journeyId: z.string(),
    versionId: z.string(),
    partition: z.number().int(),
    key: z.string(),
    namespace: z.string().nullable(),
    status: z.enum(instanceStatuses),
    enteredAt: z.number().describe('Epoch milliseconds'),
    endedAt: z.number().nullable(),
    wakeAt: z.number().nullable().describe('When time alone moves it next'),
  })
  .meta({ id: 'Instance' });

const instance = instanceSummary.extend({
  state: z.unknown().describe('What it carries: events received, responses, position'),
  steps: z.array(step).readonly().describe('Oldest first, at most 1,000; /api/v1/step-events has them all'),
});

const filter = pageQuery.extend({
  journeyId: z.string().optional(),
  versionId: z.string().optional(),
  key: z.string().optional().describe('Identity of the person'),
  status: z.enum(instanceStatuses).optional(),
});

/** People inside journeys. */
export const registerInstances: RegisterRoutes = (scope, { reader, sandbox }) => {
  const options = { config: { needs: { verb: 'read', object: 'run' } }, ...losslessAnswer } as const;
  const tags = ['run'];
  const refusals = { 400: problem, 401: problem, 403: problem };
  scope.get(
    '/api/v1/instances',
    {
      ...options,
      schema: {
        tags,
        summary: 'List instances, newest first',
        querystring: filter,
        response: { 200: pageOf(instanceSummary), ...refusals },
      },
    },
    ({ query }) => reader.listInstances({ ...query, ...toPageRequest(query), sandbox }),
  );
  scope.get(
    '/api/v1/instances/:id',
    {
      ...options,
      schema: {
        tags,
        summary: 'Read an instance with its steps',
        params: z.object({ id: z.string() }),
        response: { 200: instance, ...refusals, 404: problem },
      },
    },
    async ({ params: { id } }) => {
      const found = await reader.getInstance(sandbox, id);
      if (found === null) throw new ApiError('API_NOT_FOUND', { what: 'instance of this id' });
      const steps = await reader.listSteps({ sandbox, instanceId: id, limit: 1_000, cursor: null });
      return { ...found, steps: steps.items };
    },
  );
};
