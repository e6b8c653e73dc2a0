import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';

const live = z.object({ status: z.literal('live'), version: z.string() });
const ready = z.object({
  status: z.enum(['ready', 'unready']),
  /** What is not ready -> why. */
  unready: z.record(z.string(), z.string()),
});

/** For those who run the server: is the process alive, may it be sent traffic, and its numbers. */
export const registerHealth: RegisterRoutes = (app, deps) => {
  const options = { config: { needs: 'nothing' }, logLevel: 'warn' } as const;
  app.get(
    '/health/live',
    { ...options, schema: { tags: ['health'], summary: 'The process answers', response: { 200: live } } },
    () => ({ status: 'live' as const, version: deps.version }),
  );
  app.get(
    '/health/ready',
    {
      ...options,
      schema: {
        tags: ['health'],
        summary: 'The process may be sent traffic',
        response: { 200: ready, 503: ready },
      },
    },
    async (_request, reply) => {
      const unready = await deps.unready();
      const isReady = Object.keys(unready).length === 0;
      return reply
        .code(isReady ? 200 : 503)
        .send({ status: isReady ? ('ready' as const) : ('unready' as const), unready });
    },
  );
  app.get(
    '/metrics',
    { ...options, schema: { tags: ['health'], summary: 'Numbers for Prometheus', security: [] } },
    async (_request, reply) => {
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await deps.metrics());
    },
  );
};
