import { discardCodes } from '@cairn/engine';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';
import { pageOf, pageQuery, toPageRequest } from '../../paging.ts';

const discard = z
  .object({
    sandbox: z.string(),
    at: z.number().describe('Epoch milliseconds'),
    code: z.enum(discardCodes),
    eventId: z.string().nullable(),
    journeyId: z.string().nullable(),
    key: z.string().nullable(),
  })
  .meta({ id: 'Discard' });

/** Messages that satisfied an event and started nothing, and why. */
export const registerDiscards: RegisterRoutes = (scope, { reader, sandbox }) => {
  scope.get(
    '/api/v1/discards',
    {
      config: { needs: { verb: 'read', object: 'run' } },
      schema: {
        tags: ['run'],
        summary: 'List discards, newest first',
        querystring: pageQuery.extend({ code: z.enum(discardCodes).optional() }),
        response: { 200: pageOf(discard), 400: problem, 401: problem, 403: problem },
      },
    },
    ({ query }) => reader.listDiscards({ ...query, ...toPageRequest(query), sandbox }),
  );
};
