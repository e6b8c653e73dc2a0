import { keyScopes } from '@cairn/access';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { problem } from '../../errors/problem.ts';

const me = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string(), name: z.string(), email: z.string() }),
  z.object({ kind: z.literal('apiKey'), id: z.string(), name: z.string(), scopes: z.array(z.enum(keyScopes)) }),
]);

/** Who the caller is. */
export const registerMe: RegisterRoutes = (scope) => {
  scope.get(
    '/api/v1/me',
    {
      config: { needs: 'anyCaller' },
      schema: { tags: ['sign-in'], summary: 'Who you are', response: { 200: me, 401: problem } },
    },
    (request) => {
      const principal = request.principal!;
      return principal.kind === 'user' ? principal : { ...principal, scopes: [...principal.scopes] };
    },
  );
};
