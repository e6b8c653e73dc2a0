import { schemaDefinition } from '@cairn/model';
import type { RegisterRoutes } from '../../api-instance.ts';
import { registerObjectRoutes } from '../../authored/object-routes.ts';

/** Field schemas, which events and profile groups take their fields from. */
export const registerSchemaRoutes: RegisterRoutes = (scope, { authoring, sandbox }) =>
  registerObjectRoutes(scope, {
    path: '/api/v1/schemas',
    tag: 'schemas',
    noun: 'a schema',
    object: 'schema',
    definition: schemaDefinition,
    useCases: authoring.schemas,
    sandbox,
  });
