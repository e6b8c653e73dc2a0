import type { ObjectKind, Principal, Verb } from '@cairn/access';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { AppDeps } from './deps.ts';
import { ApiError } from './errors/api-error.ts';

/** What a route needs of its caller: a right, nothing, or what the inlet in its address asks for. */
export type Needs = { readonly verb: Verb; readonly object: ObjectKind } | 'nothing' | 'decidedByInlet';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
  }
  interface FastifyRequest {
    /** The caller; null on routes that need nothing. */
    principal: Principal | null;
  }
}

/**
 * Makes every route ask for the right it declares as `config: { needs }`. A route that declares none stops the
 * application from starting, so that no route is open by being forgotten.
 */
export function enforceNeeds(app: FastifyInstance, access: AppDeps['access'], openPrefixes: readonly string[]): void {
  app.decorateRequest('principal', null);
  app.addHook('onRoute', (route) => {
    const isOpen = openPrefixes.some((prefix) => route.url.startsWith(prefix));
    const needs = route.config?.needs ?? (isOpen ? 'nothing' : undefined);
    if (needs === undefined) throw new Error(`${route.method} ${route.url} does not declare what it needs`);
    // A HEAD route is made from its GET route and has the hook already.
    if (typeof needs === 'string' || route.method === 'HEAD') return;
    const own = route.onRequest === undefined ? [] : [route.onRequest].flat();
    route.onRequest = [authorize(access, needs), ...own] as onRequestAsyncHookHandler[];
  });
}

function authorize(access: AppDeps['access'], needs: Exclude<Needs, string>): onRequestAsyncHookHandler {
  return async (request) => {
    request.principal = await requireRight(access, request, needs);
  };
}

/** The caller, if there is one and they have the right; throws API_UNAUTHENTICATED or API_FORBIDDEN. */
export async function requireRight(
  access: AppDeps['access'],
  request: FastifyRequest,
  { verb, object }: Exclude<Needs, string>,
): Promise<Principal> {
  const found = access.authenticate(request.headers);
  const principal = found instanceof Promise ? await found : found;
  if (principal === null) throw new ApiError('API_UNAUTHENTICATED', {});
  if (!access.can(principal, verb, object)) throw new ApiError('API_FORBIDDEN', { verb, object });
  return principal;
}
