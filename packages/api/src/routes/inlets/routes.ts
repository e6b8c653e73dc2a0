import { inletDefinition } from '@cairn/authoring';
import type { RegisterRoutes } from '../../api-instance.ts';
import { registerObjectRoutes } from '../../authored/object-routes.ts';

/** Streaming inlets; messages are sent to `/collection/{id}`. */
export const registerInletRoutes: RegisterRoutes = (scope, { authoring, sandbox }) =>
  registerObjectRoutes(scope, {
    path: '/api/v1/inlets',
    tag: 'inlets',
    noun: 'an inlet',
    object: 'inlet',
    definition: inletDefinition,
    useCases: authoring.inlets,
    sandbox,
  });
