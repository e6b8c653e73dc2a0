import type { ApiKey, NewApiKey } from './access.ts';
import { AccessError } from './access-error.ts';
import type { Auth } from './better-auth/auth.ts';
import { type KeyScope, keyScopes } from './permission.ts';
import type { Principal } from './principal.ts';

const secondsPerDay = 86_400;
/** Name under which the library keeps our scopes among a key's permissions. */
const resource = 'cairn';

/** See `Access.createApiKey`. */
export async function createApiKey(
  auth: Auth,
  ownerId: string,
  { name, scopes, expiresInDays }: NewApiKey,
): Promise<ApiKey & { readonly key: string }> {
  const made = await auth.api.createApiKey({
    body: {
      userId: ownerId,
      name,
      permissions: { [resource]: [...scopes] },
      ...(expiresInDays === null ? {} : { expiresIn: expiresInDays * secondsPerDay }),
    },
  });
  return { ...toApiKey(made), key: made.key };
}

/** See `Access.listApiKeys`. */
export async function listApiKeys(auth: Auth, ownerId: string): Promise<readonly ApiKey[]> {
  const { adapter } = await auth.$context;
  const rows = await adapter.findMany<StoredKey>({
    model: 'apikey',
    where: [{ field: 'referenceId', value: ownerId }],
    sortBy: { field: 'createdAt', direction: 'asc' },
  });
  return rows.map(toApiKey);
}

/** See `Access.revokeApiKey`. */
export async function revokeApiKey(auth: Auth, ownerId: string, id: string): Promise<void> {
  const { adapter } = await auth.$context;
  const deleted = await adapter.deleteMany({
    model: 'apikey',
    where: [
      { field: 'id', value: id },
      { field: 'referenceId', value: ownerId },
    ],
  });
  if (deleted === 0) throw new AccessError('ACCESS_API_KEY_NOT_FOUND');
}

/** The caller behind a key, or null for a key that is unknown, expired or disabled. */
export async function verifyApiKey(auth: Auth, key: string): Promise<Extract<Principal, { kind: 'apiKey' }> | null> {
  const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
  if (!valid || found === null) return null;
  const { id, name, scopes } = toApiKey(found);
  return { kind: 'apiKey', id, name, ownerId: found.referenceId, scopes };
}

interface StoredKey {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly permissions?: string | Record<string, string[]> | null | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

function toApiKey({ id, name, start, permissions, createdAt, expiresAt }: StoredKey): ApiKey {
  return {
    id,
    name: name ?? '',
    start: start ?? '',
    scopes: scopesOf(permissions),
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
  };
}

/** The library gives permissions parsed or as stored, depending on the way. A key without any may do nothing. */
function scopesOf(permissions: StoredKey['permissions']): readonly KeyScope[] {
  const parsed = typeof permissions === 'string' ? (JSON.parse(permissions) as Record<string, string[]>) : permissions;
  const granted = parsed?.[resource] ?? [];
  return keyScopes.filter((scope) => granted.includes(scope));
}
