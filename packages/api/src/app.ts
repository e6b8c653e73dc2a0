import fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiInstance } from './api-instance.ts';
import type { AppDeps } from './deps.ts';
import { ApiError } from './errors/api-error.ts';
import { answerClientError, answerError, handleErrors } from './errors/error-handler.ts';
import { enforceNeeds } from './needs.ts';
import { describeApi, referencePath } from './openapi.ts';
import { resources } from './routes/resources.ts';
import { parseStrictJson } from './strict-json.ts';

/** The whole HTTP application, ready to `listen` or `inject`. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { limits } = deps;
  const app: ApiInstance = fastify({
    loggerInstance: deps.logger,
    // One line for every event would cost more than taking the event in.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    http: {
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
    },
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app);
  refuseNul(app);
  takeOnlyStrictJson(app, limits.nestingDepth);
  enforceNeeds(app, deps.access, [referencePath]);
  await describeApi(app, deps.version);
  for (const register of resources) {
    await app.register(async (scope) => register(scope.withTypeProvider<ZodTypeProvider>(), deps));
  }
  await app.ready();
  return app;
}

/** No id, key or name holds NUL, and the store could not even look for one. */
function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', ({ url }, _reply, done) => {
    done(
      url.includes('%00')
        ? new ApiError('API_BAD_REQUEST', { reason: 'the address holds a NUL character' })
        : undefined,
    );
  });
}

/** Replaces fastify's parsers: JSON with our guards, and nothing else unless a route adds it. */
function takeOnlyStrictJson(app: FastifyInstance, maxDepth: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(body as string, maxDepth));
    } catch (error) {
      done(error as Error);
    }
  });
}
