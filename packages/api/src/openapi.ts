import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ApiInstance } from './api-instance.ts';

export const openApiPath = '/api/v1/openapi.json';
export const referencePath = '/api/v1/reference';

/** Collects the routes registered after it into one OpenAPI 3.1 document and serves it with a page to browse it. */
export async function describeApi(app: ApiInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cairn',
        version,
        description: 'Events come in, journeys decide and wait, actions call any REST API.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `cairn_...`' },
          apiKeyHeader: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          session: { type: 'apiKey', in: 'cookie', name: 'cairn.session_token' },
        },
      },
      security: [{ apiKey: [] }, { apiKeyHeader: [] }, { session: [] }],
    },
    transform: (route) => nameNeeds(route, jsonSchemaTransform(route)),
    transformObject: (document) => nameProblems(jsonSchemaTransformObject(document)),
  });
  app.get(openApiPath, { config: { needs: 'nothing' }, schema: { hide: true } }, () => app.swagger());
  await app.register(scalar, {
    routePrefix: referencePath,
    hooks: { onRequest: (_request, reply, done) => done(void reply.header('content-security-policy', offline)) },
    configuration: {
      url: openApiPath,
      pageTitle: 'Cairn API',
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      agent: { disabled: true },
    },
  });
}

/** Says in the document what each route needs of its caller. */
function nameNeeds({ route }: { route: RouteOptions }, transformed: ReturnType<typeof jsonSchemaTransform>) {
  const needs = route.config?.needs;
  if (needs === 'nothing') return { ...transformed, schema: { ...transformed.schema, security: [] } };
  if (typeof needs !== 'object') return transformed;
  return { ...transformed, schema: { ...transformed.schema, 'x-needs': `${needs.verb} ${needs.object}` } };
}

/** Schemas say what an error holds; this says its media type, once for all routes. */
function nameProblems(document: ReturnType<typeof jsonSchemaTransformObject>) {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) nameProblemsOf(operation);
  }
  return document;
}

function nameProblemsOf(operation: unknown): void {
  const { responses = {} } = operation as { responses?: Record<string, { content?: Record<string, unknown> }> };
  for (const [status, response] of Object.entries(responses)) {
    const schema = response.content?.['application/json'];
    if (Number(status) < 400 || !JSON.stringify(schema ?? null).includes('schemas/Problem')) continue;
    response.content = { 'application/problem+json': schema };
  }
}

/** The page and its script come from here and speak to nobody else, whatever the bundle would like to fetch. */
const offline =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'";
