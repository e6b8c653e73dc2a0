import { eventDefinition } from '@cairn/model';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { idParams } from '../../authored/authored-schema.ts';
import { registerObjectRoutes } from '../../authored/object-routes.ts';
import { problem } from '../../errors/problem.ts';

/** Events that journeys start from and wait for. */
export const registerEventDefinitionRoutes: RegisterRoutes = (scope, { authoring, sandbox }) => {
  scope.get(
    '/api/v1/event-definitions/:id/payload-preview',
    {
      config: { needs: { verb: 'read', object: 'event' } },
      schema: {
        tags: ['event definitions'],
        summary: 'Show the message a sender posts for the event',
        description: 'Header and body with a placeholder for each selected field.',
        params: idParams,
        response: { 200: z.unknown(), 400: problem, 401: problem, 403: problem, 404: problem },
      },
    },
    ({ params: { id } }) => authoring.previewPayload(sandbox, id),
  );
  registerObjectRoutes(scope, {
    path: '/api/v1/event-definitions',
    tag: 'event definitions',
    noun: 'an event definition',
    object: 'event',
    definition: eventDefinition,
    useCases: authoring.events,
    sandbox,
  });
};
