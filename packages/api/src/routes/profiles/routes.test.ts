import { describe, expect, it } from 'vitest';
import { memoryProfiles } from '../../testing/run-data.ts';
import { as, buildTestApp } from '../../testing/test-app.ts';

const url = '/api/v1/profiles/Email/ada%40example.org';
const json = { 'content-type': 'application/json' };
const manage = { ...as('manageKey'), ...json };

describe('profiles', () => {
  it('are put, read, listed and deleted, and keep 64-bit integers', async () => {
    const app = await buildTestApp({ profiles: memoryProfiles().profiles });
    const payload = '{"attributes":{"points":9007199254740993},"timeZone":"Europe/Paris"}';
    expect((await app.inject({ method: 'PUT', url, headers: manage, payload })).statusCode).toBe(204);
    const read = await app.inject({ url, headers: as('readKey') });
    expect(read.body).toBe(
      '{"namespace":"Email","key":"ada@example.org","attributes":{"points":9007199254740993},"timeZone":"Europe/Paris"}',
    );
    const listed = await app.inject({ url: '/api/v1/profiles?namespace=Email', headers: as('readKey') });
    expect(listed.json().items).toHaveLength(1);
    expect((await app.inject({ method: 'DELETE', url, headers: as('manageKey') })).statusCode).toBe(204);
    expect((await app.inject({ method: 'DELETE', url, headers: as('manageKey') })).statusCode).toBe(404);
    expect((await app.inject({ url, headers: as('readKey') })).statusCode).toBe(404);
  });

  it('are changed with the right to manage only', async () => {
    const app = await buildTestApp({ profiles: memoryProfiles().profiles });
    const headers = { ...as('readKey'), ...json };
    expect((await app.inject({ method: 'PUT', url, headers, payload: '{"attributes":{}}' })).statusCode).toBe(403);
    expect((await app.inject({ method: 'DELETE', url, headers: as('readKey') })).statusCode).toBe(403);
    expect((await app.inject({ url, headers: as('ingestKey') })).statusCode).toBe(403);
  });

  it.each([
    ['attributes', '{}'],
    ['attributes', '{"attributes":[]}'],
    ['timeZone', '{"attributes":{},"timeZone":"Mars/Olympus"}'],
  ])('are refused for their %s in %s', async (path, payload) => {
    const { profiles, stored } = memoryProfiles();
    const app = await buildTestApp({ profiles });
    const answer = await app.inject({ method: 'PUT', url, headers: manage, payload });
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, path]);
    expect(stored.size).toBe(0);
  });

  it('are put in bulk as NDJSON, bad lines refused by number', async () => {
    const { profiles, stored } = memoryProfiles();
    const app = await buildTestApp({ profiles });
    const lines = [
      '{"namespace":"Email","key":"a","attributes":{"n":1}}',
      '{"namespace":"Email","attributes":{}}',
      '{"namespace":"Email","key":"b","attributes":{},"timeZone":"UTC"}',
    ];
    const headers = { ...as('manageKey'), 'content-type': 'application/x-ndjson' };
    const options = { method: 'POST', url: '/api/v1/profiles', headers } as const;
    const answer = await app.inject({ ...options, payload: lines.join('\n') });
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toMatchObject({ received: 3, refused: 1, errors: [{ line: 2, errors: [{ path: 'key' }] }] });
    expect([...stored.values()].map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('are not taken in bulk as JSON', async () => {
    const app = await buildTestApp({ profiles: memoryProfiles().profiles });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/profiles', headers: manage, payload: '{}' });
    expect(answer.statusCode).toBe(415);
  });
});
