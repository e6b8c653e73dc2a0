import { keyScopes } from '@cairn/access';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';

const newApiKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(32)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters'),
  scopes: z
    .array(z.enum(keyScopes))
    .min(1)
    .describe('`ingest`: send events. `read`: read everything but keys. `manage`: read and change, publish too.'),
  expiresInDays: z.number().int().min(1).max(365).nullable().default(null),
});
const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().describe('First characters, to tell keys apart'),
    scopes: z.array(z.enum(keyScopes)),
    createdAt: z.number().describe('Epoch milliseconds'),
    expiresAt: z.number().nullable(),
  })
  .meta({ id: 'ApiKey' });

/** The caller's own API keys. Keys cannot make keys. */
export const registerApiKeys: RegisterRoutes = (scope, { access }) => {
  const tags = ['sign-in'];
  scope.post(
    '/api/v1/api-keys',
    {
      config: { needs: { verb: 'manage', object: 'apiKey' } },
      schema: {
        tags,
        summary: 'Make an API key; the answer alone shows it',
        body: newApiKey,
        response: { 201: apiKey.extend({ key: z.string() }), 400: problem, 401: problem, 403: problem },
      },
    },
    async (request, reply) => {
      const made = await access.createApiKey(ownerOf(request), request.body);
      return reply.code(201).send({ ...made, scopes: [...made.scopes] });
    },
  );
  scope.get(
    '/api/v1/api-keys',
    {
      config: { needs: { verb: 'read', object: 'apiKey' } },
      schema: {
        tags,
        summary: 'List your API keys',
        response: { 200: z.object({ items: z.array(apiKey) }), 401: problem, 403: problem },
      },
    },
    async (request) => {
      const keys = await access.listApiKeys(ownerOf(request));
      return { items: keys.map((key) => ({ ...key, scopes: [...key.scopes] })) };
    },
  );
  scope.delete(
    '/api/v1/api-keys/:id',
    {
      config: { needs: { verb: 'manage', object: 'apiKey' } },
      schema: {
        tags,
        summary: 'Revoke an API key',
        params: z.object({ id: z.string() }),
        response: { 204: z.null(), 401: problem, 403: problem, 404: problem },
      },
    },
    async (request, reply) => {
      await access.revokeApiKey(ownerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};

/** The right to keys is a user's alone (`can`), so the caller is one. */
function ownerOf(request: FastifyRequest): string {
  return request.principal!.id;
}
