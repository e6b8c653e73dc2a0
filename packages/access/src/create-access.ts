import type { Access, Credentials } from './access.ts';
import { createApiKey, listApiKeys, revokeApiKey, verifyApiKey } from './api-keys.ts';
import { type Auth, type AuthOptions, apiKeyPrefix, createAuth } from './better-auth/auth.ts';
import { can } from './can.ts';
import type { Principal } from './principal.ts';
import { createFirstAdministrator, createSetupToken } from './setup.ts';
import type { SetupTokenStore } from './setup-token-store.ts';
import { VerifiedKeys } from './verified-keys.ts';

export interface AccessOptions extends AuthOptions {
  readonly setupTokens: SetupTokenStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Access on better-auth and the tables of sql/0003_access.sql. */
export function createAccess(options: AccessOptions): Access {
  const { setupTokens, now } = options;
  const auth = createAuth(options);
  const verifiedKeys = new VerifiedKeys((key) => verifyApiKey(auth, key), now);
  return {
    can,
    authenticate: (credentials) => {
      const key = presentedKey(credentials);
      if (key !== undefined) return key.startsWith(apiKeyPrefix) ? verifiedKeys.holderOf(key) : null;
      return credentials.cookie === undefined ? null : sessionUser(auth, credentials.cookie);
    },
    handleAuthRequest: (request) => answerAuthRequest(auth, request),
    createSetupToken: () => createSetupToken(auth, setupTokens, now()),
    createFirstAdministrator: (administrator) => createFirstAdministrator(auth, setupTokens, administrator, now()),
    createApiKey: (ownerId, key) => createApiKey(auth, ownerId, key),
    listApiKeys: (ownerId) => listApiKeys(auth, ownerId),
    revokeApiKey: async (ownerId, id) => {
      await revokeApiKey(auth, ownerId, id);
      verifiedKeys.forget(id);
    },
  };
}

/** A request that sends a key means the key, even if the browser adds a cookie. */
export function presentedKey(credentials: Credentials): string | undefined {
  const { authorization } = credentials;
  if (authorization !== undefined && /^bearer /i.test(authorization))
    return authorization.slice('bearer '.length).trim();
  const key = credentials['x-api-key'];
  return typeof key === 'string' ? key : undefined;
}

async function sessionUser(auth: Auth, cookie: string): Promise<Principal | null> {
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (session === null) return null;
  const { id, name, email } = session.user;
  return { kind: 'user', id, name, email };
}

/** Ways of the library that are open; it has many more, and keys and accounts are made by our own routes. */
const openPaths: ReadonlySet<string> = new Set(
  ['sign-in/email', 'sign-out', 'get-session', 'change-password', 'revoke-other-sessions'].map(
    (path) => `/api/auth/${path}`,
  ),
);

async function answerAuthRequest(auth: Auth, request: Request): Promise<Response> {
  if (!openPaths.has(new URL(request.url).pathname)) return new Response(null, { status: 404 });
  const answer = await auth.handler(request);
  return answer.ok ? withoutToken(answer) : answer;
}

/** The library repeats the session token in the body, where scripts could read what the cookie hides from them. */
async function withoutToken(answer: Response): Promise<Response> {
  const body = (await answer.json()) as { token?: string; session?: { token?: string } } | null;
  delete body?.token;
  delete body?.session?.token;
  return Response.json(body, { status: answer.status, headers: withoutLength(answer.headers) });
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return kept;
}
