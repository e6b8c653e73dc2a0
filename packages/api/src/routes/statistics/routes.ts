import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';
import { step } from '../step-events/schema.ts';

const statistics = z
  .object({
    entered: z.number().int(),
    completed: z.number().int(),
    error: z.number().int().describe('Ended in error, by the global timeout included'),
    running: z.number().int(),
    steps: z
      .array(
        z.object({
          nodeId: z.string(),
          branch: z.string().nullable(),
          stepStatus: step.shape.stepStatus,
          count: z.number().int(),
        }),
      )
      .readonly()
      .describe('How many steps left each node by each branch'),
  })
  .meta({ id: 'JourneyStatistics' });

/** Counts of one journey version, of all its time. */
export const registerStatistics: RegisterRoutes = (scope, { reader }) => {
  scope.get(
    '/api/v1/journeys/:versionId/statistics',
    {
      config: { needs: { verb: 'read', object: 'run' } },
      schema: {
        tags: ['run'],
        summary: 'Count who entered, completed, failed and is inside a journey version',
        params: z.object({ versionId: z.string() }),
        response: { 200: statistics, 401: problem, 403: problem },
      },
    },
    async ({ params: { versionId } }) => {
      const [counts, steps] = await Promise.all([reader.loadStatistics(versionId), reader.countSteps(versionId)]);
      return { ...counts, steps };
    },
  );
};
