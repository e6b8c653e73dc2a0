import type { KeyScope, ObjectKind, Verb } from './permission.ts';
import type { Principal } from './principal.ts';

/** The credentials of a request: the raw values of its `cookie`, `authorization` and `x-api-key` headers. */
export interface Credentials {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
  readonly 'x-api-key'?: string | string[] | undefined;
}

/** An API key as it can be shown again: never the key itself. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** First characters, to tell keys apart. */
  readonly start: string;
  readonly scopes: readonly KeyScope[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export interface NewApiKey {
  /** 1 to 32 characters. */
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** Days until it expires, 1 to 365; null = never. */
  readonly expiresInDays: number | null;
}

export interface NewAdministrator {
  /** The secret of the one-time link. */
  readonly token: string;
  readonly email: string;
  /** 12 to 128 characters. */
  readonly password: string;
  readonly name: string;
}

/** Who is calling and what they may do. Adapter: `createAccess`. */
export interface Access {
  /**
   * The caller behind a request's credentials, or null when they name nobody. A plain value, not a promise, when the
   * answer is in memory: the inlet asks for every event.
   */
  authenticate(credentials: Credentials): Principal | null | Promise<Principal | null>;
  can(principal: Principal, verb: Verb, object: ObjectKind): boolean;
  /** Answers the sign-in routes below `/api/auth/`. */
  handleAuthRequest(request: Request): Promise<Response>;
  /**
   * A fresh one-time secret (valid 24 hours) for the link that makes the first administrator; null once there is a
   * user. Links made earlier stop working.
   */
  createSetupToken(): Promise<string | null>;
  /** Spends the link. Throws ACCESS_SETUP_TOKEN_INVALID for a link that is unknown, used or expired. */
  createFirstAdministrator(administrator: NewAdministrator): Promise<{ readonly userId: string }>;
  /** `key` is shown this once and kept only as a hash. */
  createApiKey(ownerId: string, key: NewApiKey): Promise<ApiKey & { readonly key: string }>;
  listApiKeys(ownerId: string): Promise<readonly ApiKey[]>;
  /** Throws ACCESS_API_KEY_NOT_FOUND. */
  revokeApiKey(ownerId: string, id: string): Promise<void>;
}
