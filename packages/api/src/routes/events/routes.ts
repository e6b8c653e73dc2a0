import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { eventLinesResult, takeEventLines } from '../../inlet/event-lines.ts';
import { documentedOnly, intakeResult, refusals, takeInletBodies, takeNdjsonBodies } from '../../inlet/inlet-route.ts';
import { toPlainMessage } from '../../inlet/plain-event.ts';
import type { InletBody } from '../../inlet/read-body.ts';
import { followedResult, followPeople, waitSecondsOf } from './follow.ts';

const plainEvent = z.object({
  schema: z.string().optional().describe('Name or id of the schema of `data`'),
  id: z.string().optional().describe('Your id of this message: within 24 hours it is taken once'),
  data: z.record(z.string(), z.unknown()).describe('The event itself'),
});

/** The plain door: events without an envelope, one or a stream of them. An answer of 202 means stored for good. */
export const registerEvents: RegisterRoutes = (scope, deps) => {
  takeInletBodies(scope, deps.limits.nestingDepth);
  takeNdjsonBodies(scope);
  scope.post(
    '/api/v1/events',
    {
      ...documentedOnly,
      config: { needs: { verb: 'ingest', object: 'inlet' } },
      schema: {
        tags: ['intake'],
        summary: 'Send one event, or NDJSON with one a line',
        description:
          'With content type application/x-ndjson the body may be of any length; each line is one event, and the ' +
          'answer counts them and names refused lines (207 when there are any).',
        querystring: z.object({
          wait: z
            .string()
            .optional()
            .describe(
              'Whole seconds, 1 to 30: answer when the people the event moved came to rest, or after this time, with ' +
                'the steps they took. Needs the right to read. For one event, not for NDJSON.',
            ),
        }),
        consumes: ['application/json', 'application/x-ndjson'],
        body: plainEvent,
        response: {
          202: z.union([intakeResult, followedResult, eventLinesResult]),
          207: eventLinesResult,
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const body = request.body as unknown as InletBody | Readable;
      if ('text' in body) {
        const waitSeconds = waitSecondsOf(request, deps);
        const message = toPlainMessage(body, deps.sandbox, deps.clock.now());
        const result = await deps.intake.accept(message);
        if (waitSeconds === 0) return reply.code(202).send(result);
        return reply.code(202).send({ ...result, people: await followPeople(deps, message, result, waitSeconds) });
      }
      const result = await takeEventLines(deps, body);
      return reply.code(result.refused === 0 ? 202 : 207).send(result);
    },
  );
};
