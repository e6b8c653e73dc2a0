import { clientAddressHeader } from '@cairn/access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { ApiError } from '../../errors/api-error.ts';
import { problem } from '../../errors/problem.ts';

const credentials = z.object({ email: z.email(), password: z.string().max(128), rememberMe: z.boolean().optional() });
const session = z.object({ user: z.object({ id: z.string(), email: z.string(), name: z.string() }).loose() }).loose();

/** Sign-in and sign-out, answered by the sign-in library; the routes that matter to a client are documented. */
export const registerAuth: RegisterRoutes = (scope, deps) => {
  // The library says what it answers; nothing here is typed by the schemas.
  const plain: FastifyInstance = scope;
  const options = { config: { needs: 'nothing' } } as const;
  const pass = (request: FastifyRequest, reply: FastifyReply) => handOver(deps.access, request, reply);
  plain.post(
    '/api/auth/sign-in/email',
    {
      ...options,
      schema: {
        tags: ['sign-in'],
        summary: 'Sign in, which sets the session cookie',
        body: credentials,
        response: { 200: session, 401: problem, 429: problem },
      },
    },
    pass,
  );
  plain.route({
    ...options,
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: pass,
  });
};

async function handOver(
  access: { handleAuthRequest(request: Request): Promise<Response> },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await access.handleAuthRequest(toFetchRequest(request));
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  const retryAfter = answer.headers.get('x-retry-after');
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  if (answer.status >= 400) throw refusalOf(answer.status);
  return reply
    .code(answer.status)
    .type('application/json; charset=utf-8')
    .send(await answer.text());
}

function toFetchRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  headers.set(clientAddressHeader, request.ip);
  const hasBody = request.method !== 'GET' && request.body !== undefined && request.body !== null;
  return new Request(new URL(request.url, `${request.protocol}://${request.host}`), {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
}

/** The library's refusals in our form. A wrong password and an unknown address look alike. */
function refusalOf(status: number): ApiError {
  if (status === 404) return new ApiError('API_NOT_FOUND', { what: 'route of this path' });
  if (status === 429) return new ApiError('API_SIGN_IN_SLOWED', {});
  if (status === 403) return new ApiError('API_FORBIDDEN_ORIGIN', {});
  if (status >= 500) throw new Error(`the sign-in library answered ${status}`);
  return new ApiError('API_SIGN_IN_REFUSED', {});
}
