import type { ApiKey } from '@cairn/access';
import { describe, expect, it } from 'vitest';
import { accessOf, as, buildTestApp } from '../../testing/test-app.ts';

const secretKey = 'cairn_only_shown_once';
const stored: ApiKey = {
  id: 'k1',
  name: 'flights',
  start: 'cairn_only',
  scopes: ['ingest'],
  createdAt: 1,
  expiresAt: null,
};
const access = accessOf({
  createApiKey: async (_owner, { name, scopes }) => ({ ...stored, name, scopes, key: secretKey }),
  listApiKeys: async () => [{ ...stored, key: secretKey } as ApiKey],
  revokeApiKey: async () => {},
});

describe('API keys', () => {
  it('J34 are shown when they are made and never again', async () => {
    const app = await buildTestApp({ access });
    const made = await app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: as('admin'),
      payload: { name: 'flights', scopes: ['ingest'] },
    });
    expect([made.statusCode, made.json().key]).toEqual([201, secretKey]);
    const listed = await app.inject({ url: '/api/v1/api-keys', headers: as('admin') });
    expect(listed.json()).toEqual({ items: [stored] });
    expect(listed.body).not.toContain(secretKey);
  });

  it('are made, listed and revoked by users, not by keys', async () => {
    const app = await buildTestApp({ access });
    for (const caller of ['ingestKey', 'readKey', 'manageKey'] as const) {
      const headers = as(caller);
      const payload = { name: 'more', scopes: ['manage'] };
      const answers = [
        await app.inject({ method: 'POST', url: '/api/v1/api-keys', headers, payload }),
        await app.inject({ url: '/api/v1/api-keys', headers }),
        await app.inject({ method: 'DELETE', url: '/api/v1/api-keys/k1', headers }),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
    }
    const revoked = await app.inject({ method: 'DELETE', url: '/api/v1/api-keys/k1', headers: as('admin') });
    expect(revoked.statusCode).toBe(204);
  });

  it.each([
    ['name', { name: '', scopes: ['read'] }],
    ['scopes', { name: 'x', scopes: [] }],
    ['scopes[0]', { name: 'x', scopes: ['everything'] }],
    ['expiresInDays', { name: 'x', scopes: ['read'], expiresInDays: 366 }],
  ])('are refused for their %s', async (path, payload) => {
    const app = await buildTestApp({ access });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/api-keys', headers: as('admin'), payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('say who they are', async () => {
    const app = await buildTestApp({ access });
    const me = (caller: 'admin' | 'readKey') => app.inject({ url: '/api/v1/me', headers: as(caller) });
    expect((await me('admin')).json()).toEqual({ kind: 'user', id: 'u1', name: 'Ada', email: 'ada@example.org' });
    expect((await me('readKey')).json()).toEqual({ kind: 'apiKey', id: 'read', name: 'key', scopes: ['read'] });
  });
});
