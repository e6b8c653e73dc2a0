import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';
import { pagePolicy } from '../../html/page.ts';
import { setupPage } from './setup-page.ts';

const newAdministrator = z.strictObject({
  token: z.string().min(1).max(200).describe('The secret of the one-time link that the first start prints'),
  email: z.email().max(200),
  password: z.string().min(12).max(128),
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters'),
});

/** Making the first administrator, by the one-time link. */
export const registerSetup: RegisterRoutes = (scope, { access }) => {
  scope.get('/setup', { config: { needs: 'nothing' }, schema: { hide: true } }, (_request, reply) =>
    reply
      .header('content-security-policy', pagePolicy)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(setupPage),
  );
  scope.post(
    '/api/v1/setup',
    {
      config: { needs: 'nothing' },
      schema: {
        tags: ['sign-in'],
        summary: 'Make the first administrator',
        body: newAdministrator,
        response: { 201: z.object({ userId: z.string() }), 400: problem, 410: problem },
      },
    },
    async (request, reply) => reply.code(201).send(await access.createFirstAdministrator(request.body)),
  );
};
