import { Readable } from 'node:stream';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { ApiError } from '../../errors/api-error.ts';
import { problem } from '../../errors/problem.ts';
import { losslessAnswer } from '../../lossless-answer.ts';
import { pageOf, pageQuery, toPageRequest } from '../../paging.ts';
import { step } from './schema.ts';
import { streamSteps } from './step-stream.ts';

/** Streams open at once in this process; each holds a connection and asks the store twice a second. */
const maxStreams = 100;

const which = z.object({ instanceId: z.string().optional(), versionId: z.string().optional() });
const place = z.coerce.number().int().min(0);
const filter = pageQuery.extend(which.shape).extend({ afterSeq: place.optional() });

/** Processed steps: what happened to whom, in order. */
export const registerStepEvents: RegisterRoutes = (scope, { reader, clock, sandbox }) => {
  const options = { config: { needs: { verb: 'read', object: 'run' } } } as const;
  const tags = ['run'];
  const refusals = { 400: problem, 401: problem, 403: problem };
  scope.get(
    '/api/v1/step-events',
    {
      ...options,
      ...losslessAnswer,
      schema: {
        tags,
        summary: 'List step events, oldest first',
        querystring: filter,
        response: { 200: pageOf(step), ...refusals },
      },
    },
    ({ query }) => reader.listSteps({ ...query, ...toPageRequest(query), sandbox }),
  );

  const closing = new AbortController();
  const open = new Set<AbortController>();
  scope.addHook('preClose', async () => closing.abort());
  scope.get(
    '/api/v1/step-events/stream',
    {
      ...options,
      schema: {
        tags,
        summary: 'Follow step events live (server-sent events)',
        description:
          'Begins with the next step, or after the one in Last-Event-ID. Where several workers commit at the same ' +
          'moment a step may be missing here; the list has it.',
        produces: ['text/event-stream'],
        querystring: which,
        headers: z.object({ 'last-event-id': place.optional() }),
        response: { 200: z.unknown().describe('A stream of StepEvent'), ...refusals, 503: problem },
      },
    },
    async (request, reply) => {
      if (open.size >= maxStreams) {
        throw new ApiError('API_TOO_MANY_STREAMS', { maxStreams }, { retryAfterSeconds: 30 });
      }
      const ended = new AbortController();
      open.add(ended);
      reply.raw.once('close', () => {
        ended.abort();
        open.delete(ended);
      });
      const afterSeq = request.headers['last-event-id'] ?? (await reader.loadLastStepSeq(sandbox));
      const signal = AbortSignal.any([ended.signal, closing.signal]);
      const steps = streamSteps(reader, clock, { ...request.query, sandbox, afterSeq }, signal);
      return reply
        .header('cache-control', 'no-store')
        .type('text/event-stream; charset=utf-8')
        .send(Readable.from(steps));
    },
  );
};
