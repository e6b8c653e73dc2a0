import type { ObjectKind, Principal, Verb } from '@cairn/access';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { AppDeps } from './deps.ts';
import { ApiError } from './errors/api-error.ts';

export interface Right {
  readonly verb: Verb;
  readonly object: ObjectKind;
}

/** What a route needs of its caller: a right, to be somebody, nothing, or what the inlet in its address asks for. */
export type Needs = Right | 'anyCaller' | 'nothing' | 'decidedByInlet';

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
    if (needs === 'nothing' || needs === 'decidedByInlet') return;
    const own = route.onRequest === undefined ? [] : [route.onRequest].flat();
    route.onRequest = [authorize(access, needs), ...own];
  });
}

/** Answers at once, without a promise, where the caller is known: this runs for every event. */
function authorize(access: AppDeps['access'], right: Right | 'anyCaller'): onRequestHookHandler {
  return (request, _reply, done) => {
    const admit = (principal: Principal | null) => {
      try {
        request.principal = check(access, principal, right);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };
    const found = access.authenticate(request.headers);
    if (found instanceof Promise) found.then(admit, done);
    else admit(found);
  };
}

/** The caller, if there is one and they have the right; throws API_UNAUTHENTICATED or API_FORBIDDEN. */
export async function requireRight(
  access: AppDeps['access'],
  request: FastifyRequest,
  right: Right,
): Promise<Principal> {
  return check(access, await access.authenticate(request.headers), right);
}

function check(access: AppDeps['access'], principal: Principal | null, right: Right | 'anyCaller'): Principal {
  if (principal === null) throw new ApiError('API_UNAUTHENTICATED', {});
  if (right === 'anyCaller' || access.can(principal, right.verb, right.object)) return principal;
  throw new ApiError('API_FORBIDDEN', { verb: right.verb, object: right.object });
}
