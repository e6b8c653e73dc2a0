import { createHash, randomBytes } from 'node:crypto';
import type { NewAdministrator } from './access.ts';
import { AccessError } from './access-error.ts';
import type { Auth } from './better-auth/auth.ts';
import type { SetupTokenStore } from './setup-token-store.ts';

const tokenLifetimeMs = 24 * 60 * 60 * 1_000;

/** See `Access.createSetupToken`. */
export async function createSetupToken(auth: Auth, tokens: SetupTokenStore, now: number): Promise<string | null> {
  if (await hasUsers(auth)) return null;
  const token = randomBytes(32).toString('base64url');
  await tokens.replace(hashOf(token), now + tokenLifetimeMs);
  return token;
}

/** See `Access.createFirstAdministrator`. */
export async function createFirstAdministrator(
  auth: Auth,
  tokens: SetupTokenStore,
  { token, email, password, name }: NewAdministrator,
  now: number,
): Promise<{ userId: string }> {
  const tokenHash = hashOf(token);
  if (!(await tokens.spend(tokenHash, now)) || (await hasUsers(auth))) {
    throw new AccessError('ACCESS_SETUP_TOKEN_INVALID');
  }
  try {
    return await createUser(auth, { email, password, name });
  } catch (error) {
    // The link was not of use, so it stays good for another try.
    await tokens.replace(tokenHash, now + tokenLifetimeMs);
    throw error;
  }
}

async function createUser(auth: Auth, { email, password, name }: Omit<NewAdministrator, 'token'>) {
  const { internalAdapter, password: passwords } = await auth.$context;
  const passwordHash = await passwords.hash(password);
  const user = await internalAdapter.createUser(
    { email: email.toLowerCase(), name, emailVerified: true },
    { method: 'email-password' },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: passwordHash,
  });
  return { userId: user.id };
}

async function hasUsers(auth: Auth): Promise<boolean> {
  const { internalAdapter } = await auth.$context;
  return (await internalAdapter.countTotalUsers()) > 0;
}

/** The token has 256 random bits, so a plain hash cannot be guessed backwards. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
