import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { ApiError } from '../../errors/api-error.ts';
import { problem } from '../../errors/problem.ts';
import { batchResult, takeBatch } from '../../inlet/batch.ts';
import { entityPath, toMessage } from '../../inlet/envelope.ts';
import type { Inlet } from '../../inlet/inlet-directory.ts';
import { documentedOnly, intakeResult, refusals, takeInletBodies } from '../../inlet/inlet-route.ts';
import { memberText } from '../../inlet/member-text.ts';
import type { InletBody } from '../../inlet/read-body.ts';
import { requireRight } from '../../needs.ts';
import { envelope } from './schema.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The inlet a message came through; set on collection routes. */
    inlet: Inlet | null;
  }
}

const inletParams = z.object({ inletId: z.string() });
const organizationHeader = z.object({ 'x-organization-id': z.string().optional() });

/** The streaming inlets: envelopes as section 2 describes them, anonymous or authenticated as the inlet says. */
export const registerCollection: RegisterRoutes = (scope, deps) => {
  takeInletBodies(scope, deps.limits.nestingDepth);
  scope.decorateRequest('inlet', null);
  scope.addHook('onRequest', async (request) => {
    const inlet = deps.inlets.get((request.params as { inletId: string }).inletId);
    if (inlet === undefined) throw new ApiError('API_NOT_FOUND', { what: 'inlet of this id' });
    if (inlet.requiresAuthentication) await requireRight(deps.access, request, { verb: 'ingest', object: 'inlet' });
    request.inlet = inlet;
  });
  const options = { ...documentedOnly, config: { needs: 'decidedByInlet' } } as const;
  const documented = { tags: ['intake'], params: inletParams, headers: organizationHeader };
  scope.post(
    '/collection/:inletId',
    {
      ...options,
      schema: {
        ...documented,
        summary: 'Send one message through an inlet',
        body: envelope,
        response: { 202: intakeResult, ...refusals, 404: problem },
      },
    },
    async (request, reply) => {
      const { text, value } = request.body as unknown as InletBody;
      const result = await deps.intake.accept(
        toMessage(value, { ...arrivalOf(request, deps.clock.now()), entityText: memberText(text, entityPath) }),
      );
      return reply.code(202).send(result);
    },
  );
  scope.post(
    '/collection/batch/:inletId',
    {
      ...options,
      schema: {
        ...documented,
        summary: 'Send several messages through an inlet',
        description: 'Each message is taken or refused as a whole; 207 when some were refused.',
        body: z.object({ messages: z.array(envelope) }),
        response: { 202: batchResult, 207: batchResult, ...refusals, 404: problem },
      },
    },
    async (request, reply) => {
      const { value } = request.body as unknown as InletBody;
      const result = await takeBatch(deps, value, arrivalOf(request, deps.clock.now()));
      return reply.code(result.refused === 0 ? 202 : 207).send(result);
    },
  );
};

function arrivalOf(request: FastifyRequest, receivedAt: number) {
  const header = request.headers['x-organization-id'];
  return {
    // The hook of this scope lets no request without an inlet through.
    inlet: request.inlet as Inlet,
    organizationId: typeof header === 'string' ? header : null,
    receivedAt,
    entityText: null,
  };
}
