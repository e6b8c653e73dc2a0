import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Access, apiKeyPrefix, createAccess } from '@cairn/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../migrations/migrate.ts';
import { type OpenStore, openStore } from '../open-store.ts';
import { createSetupTokenStore } from './setup-token-store.ts';

const origin = 'http://localhost:8080';
const dayMs = 24 * 60 * 60 * 1_000;
const administrator = { email: 'Ada@example.org', password: 'correct horse battery', name: 'Ada' };

let dataDir: string;
let store: OpenStore;
let clock: { now: number };

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cairn-access-'));
  store = await openStore({ dataDir });
  await migrate(store.pool);
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function freshAccess(): Promise<Access> {
  await store.pool.query('truncate users, setup_tokens cascade');
  clock = { now: Date.now() };
  return accessOfAnotherProcess();
}
function accessOfAnotherProcess(): Access {
  return createAccess({
    database: store.pool,
    baseUrl: origin,
    trustedOrigins: [],
    secret: 'a secret of at least 32 characters',
    setupTokens: createSetupTokenStore(store.pool),
    now: () => clock.now,
  });
}
async function withAdministrator(): Promise<{ access: Access; userId: string }> {
  const access = await freshAccess();
  const token = await access.createSetupToken();
  const { userId } = await access.createFirstAdministrator({ token: token as string, ...administrator });
  return { access, userId };
}
function signIn(access: Access, password: string, from = origin): Promise<Response> {
  return access.handleAuthRequest(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: from },
      body: JSON.stringify({ email: administrator.email, password }),
    }),
  );
}
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('the one-time link', () => {
  it('makes the first administrator once', async () => {
    const access = await freshAccess();
    const token = (await access.createSetupToken()) as string;
    await access.createFirstAdministrator({ token, ...administrator });
    await expect(access.createFirstAdministrator({ token, ...administrator })).rejects.toMatchObject({
      code: 'ACCESS_SETUP_TOKEN_INVALID',
    });
    expect(await access.createSetupToken()).toBeNull();
  });

  it('makes one administrator when it is used twice at the same moment', async () => {
    const access = await freshAccess();
    const token = (await access.createSetupToken()) as string;
    const outcomes = await Promise.allSettled([
      access.createFirstAdministrator({ token, ...administrator }),
      access.createFirstAdministrator({ token, ...administrator, email: 'eve@example.org' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused after 24 hours', async () => {
    const access = await freshAccess();
    const token = (await access.createSetupToken()) as string;
    clock.now += dayMs + 1;
    await expect(access.createFirstAdministrator({ token, ...administrator })).rejects.toMatchObject({
      code: 'ACCESS_SETUP_TOKEN_INVALID',
    });
  });

  it('stops working when a later one is made', async () => {
    const access = await freshAccess();
    const token = (await access.createSetupToken()) as string;
    await access.createSetupToken();
    await expect(access.createFirstAdministrator({ token, ...administrator })).rejects.toMatchObject({
      code: 'ACCESS_SETUP_TOKEN_INVALID',
    });
  });

  it('is stored as a hash', async () => {
    const access = await freshAccess();
    const token = (await access.createSetupToken()) as string;
    const { rows } = await store.pool.query('select * from setup_tokens');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a session', () => {
  it('is opened by email and password and known by its cookie, which scripts cannot read', async () => {
    const { access, userId } = await withAdministrator();
    const answer = await signIn(access, administrator.password);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
    const principal = await access.authenticate({ cookie: cookieOf(answer) });
    expect(principal).toEqual({ kind: 'user', id: userId, name: 'Ada', email: 'ada@example.org' });
  });

  it('is not opened by a wrong password, nor from a page of another origin', async () => {
    const { access } = await withAdministrator();
    expect((await signIn(access, 'wrong horse battery')).status).toBe(401);
    expect((await signIn(access, administrator.password, 'http://evil.example')).status).toBe(403);
  });

  it('shows its token in the cookie alone, never in a body that scripts can read', async () => {
    const { access } = await withAdministrator();
    const answer = await signIn(access, administrator.password);
    const cookie = cookieOf(answer);
    const token = decodeURIComponent(cookie).split('=')[1]?.split('.')[0] as string;
    expect(token.length).toBeGreaterThan(20);
    expect(await answer.text()).not.toContain(token);
    const session = await access.handleAuthRequest(
      new Request(`${origin}/api/auth/get-session`, { headers: { cookie } }),
    );
    const text = await session.text();
    expect(text).toContain('ada@example.org');
    expect(text).not.toContain(token);
  });

  it('ends at sign-out', async () => {
    const { access } = await withAdministrator();
    const cookie = cookieOf(await signIn(access, administrator.password));
    await access.handleAuthRequest(
      new Request(`${origin}/api/auth/sign-out`, { method: 'POST', headers: { cookie, origin } }),
    );
    expect(await access.authenticate({ cookie })).toBeNull();
  });

  it('cannot be had by signing oneself up', async () => {
    const { access } = await withAdministrator();
    const answer = await access.handleAuthRequest(
      new Request(`${origin}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ ...administrator, email: 'eve@example.org' }),
      }),
    );
    expect(answer.status).toBe(404);
  });
});

describe('an API key', () => {
  const scopes = ['ingest', 'read'] as const;

  it('is shown once, kept as a hash, and admits its bearer with its scopes', async () => {
    const { access, userId } = await withAdministrator();
    const made = await access.createApiKey(userId, { name: 'flights', scopes, expiresInDays: 30 });
    expect(made.key.startsWith(apiKeyPrefix)).toBe(true);
    const principal = await access.authenticate({ authorization: `Bearer ${made.key}` });
    expect(principal).toEqual({ kind: 'apiKey', id: made.id, name: 'flights', ownerId: userId, scopes });
    expect(await access.authenticate({ 'x-api-key': made.key })).toEqual(principal);
    const { rows } = await store.pool.query('select * from api_keys');
    expect(JSON.stringify([rows, await access.listApiKeys(userId)])).not.toContain(made.key);
  });

  it('is answered from memory after the first time', async () => {
    const { access, userId } = await withAdministrator();
    const { key } = await access.createApiKey(userId, { name: 'flights', scopes, expiresInDays: null });
    expect(access.authenticate({ authorization: `Bearer ${key}` })).toBeInstanceOf(Promise);
    await access.authenticate({ authorization: `Bearer ${key}` });
    expect(access.authenticate({ authorization: `Bearer ${key}` })).not.toBeInstanceOf(Promise);
  });

  it('stops working at once when it is revoked', async () => {
    const { access, userId } = await withAdministrator();
    const { key, id } = await access.createApiKey(userId, { name: 'flights', scopes, expiresInDays: null });
    await access.authenticate({ authorization: `Bearer ${key}` });
    await access.revokeApiKey(userId, id);
    expect(await access.authenticate({ authorization: `Bearer ${key}` })).toBeNull();
    await expect(access.revokeApiKey(userId, id)).rejects.toMatchObject({ code: 'ACCESS_API_KEY_NOT_FOUND' });
  });

  it('that another process revoked works for at most 30 seconds more', async () => {
    const { access, userId } = await withAdministrator();
    const { key, id } = await access.createApiKey(userId, { name: 'flights', scopes, expiresInDays: null });
    await access.authenticate({ authorization: `Bearer ${key}` });
    await accessOfAnotherProcess().revokeApiKey(userId, id);
    expect(await access.authenticate({ authorization: `Bearer ${key}` })).not.toBeNull();
    clock.now += 30_000;
    expect(await access.authenticate({ authorization: `Bearer ${key}` })).toBeNull();
  });

  it('cannot be revoked by somebody else', async () => {
    const { access, userId } = await withAdministrator();
    const { id } = await access.createApiKey(userId, { name: 'flights', scopes, expiresInDays: null });
    await expect(access.revokeApiKey('somebody', id)).rejects.toMatchObject({ code: 'ACCESS_API_KEY_NOT_FOUND' });
  });

  it('that is made up admits nobody', async () => {
    const { access } = await withAdministrator();
    for (const authorization of ['Bearer', 'Bearer cairn_', `Bearer cairn_${'x'.repeat(64)}`, 'Basic YTpi']) {
      expect(await access.authenticate({ authorization })).toBeNull();
    }
  });
});
