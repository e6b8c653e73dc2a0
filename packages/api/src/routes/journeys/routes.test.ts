import { authorFlights, delayJourney, openAuthoringRig } from '@cairn/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthoredApp, openAuthoredApp } from '../../testing/authored-app.ts';

let app: AuthoredApp;
let send: AuthoredApp['send'];

beforeAll(async () => {
  const rig = await openAuthoringRig();
  app = await openAuthoredApp(rig);
  send = app.send;
  await authorFlights(rig.authoring, { sandbox: app.sandbox, userId: 'ada' });
});
afterAll(() => app.close());

const newDraft = async (change: object = {}) =>
  (await send('POST', '/journeys', { ...delayJourney, ...change })).json();

describe('/journeys', () => {
  it('J164 saves a draft as it is drawn and reads it back', async () => {
    const draft = await newDraft({ transitions: [] });
    expect(draft).toMatchObject({ status: 'draft', version: 1, isLatest: true, revision: 1, createdBy: 'u1' });
    const saved = await send('PUT', `/journeys/${draft.id}`, { revision: 1, definition: delayJourney });
    expect([saved.statusCode, saved.json().revision]).toEqual([200, 2]);
    const read = (await send('GET', `/journeys/${draft.id}`)).json();
    expect(read).toEqual(saved.json());
    expect(read.definition.transitions).toHaveLength(2);
    const stale = await send('PUT', `/journeys/${draft.id}`, { revision: 1, definition: delayJourney });
    expect(stale.statusCode).toBe(409);
    expect((await send('DELETE', `/journeys/${draft.id}`)).statusCode).toBe(204);
    expect((await send('GET', `/journeys/${draft.id}`)).statusCode).toBe(404);
  });

  it('J155 validates, and refuses to publish with the errors', async () => {
    const { id } = await newDraft({ transitions: [] });
    const found = (await send('POST', `/journeys/${id}/validate`)).json();
    expect(found.errors.length).toBeGreaterThan(0);
    expect(found.errors[0]).toMatchObject({ severity: 'error', code: expect.stringMatching(/^ERR_\w+_\d+$/) });
    const refused = await send('POST', `/journeys/${id}/publish`);
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'AUTHORING_JOURNEY_INVALID']);
    expect(refused.json().errors).toHaveLength(found.errors.length);
  });

  it('J160 closes and stops only when told to confirm', async () => {
    const { id } = await newDraft();
    expect((await send('POST', `/journeys/${id}/publish`)).json()).toMatchObject({ status: 'live', publishedBy: 'u1' });
    for (const command of ['close', 'stop']) {
      for (const body of [{}, { confirm: false }, undefined]) {
        expect((await send('POST', `/journeys/${id}/${command}`, body)).statusCode).toBe(400);
      }
      const done = await send('POST', `/journeys/${id}/${command}`, { confirm: true });
      expect([done.statusCode, done.json().status]).toEqual([200, command === 'close' ? 'closed' : 'stopped']);
      expect((await send('POST', `/journeys/${id}/${command}`, { confirm: true })).statusCode).toBe(409);
    }
  });

  it('makes versions and copies, and lists them by status', async () => {
    const { id } = await newDraft({ name: 'Versions' });
    expect((await send('POST', `/journeys/${id}/new-version`)).statusCode).toBe(409);
    await send('POST', `/journeys/${id}/publish`);
    const next = await send('POST', `/journeys/${id}/new-version`);
    expect([next.statusCode, next.json().version]).toEqual([201, 2]);
    const copy = await send('POST', `/journeys/${id}/duplicate`);
    expect([copy.statusCode, copy.json().definition.name]).toEqual([201, 'Versions_Copy']);
    const list = async (query: string) => {
      const { items } = (await send('GET', `/journeys?search=versions&sort=name&order=asc&${query}`)).json();
      return items.map((item: { version: number; status: string }) => `${item.version} ${item.status}`).sort();
    };
    expect(await list('latestOnly=true')).toEqual(['1 draft', '2 draft']);
    expect(await list('status=live')).toEqual(['1 live']);
    expect(await list('status=live&status=draft')).toEqual(['1 draft', '1 live', '2 draft']);
    expect((await send('GET', '/journeys?status=nonsense')).statusCode).toBe(400);
  });

  it('J34 J245 exports without secrets, refuses the placeholders and imports them filled in', async () => {
    const { id } = await newDraft({ name: 'Exported' });
    const bundle = await send('GET', `/journeys/${id}/export`);
    expect(bundle.statusCode).toBe(200);
    expect(bundle.body).not.toMatch(/open sesame|k-123|sealed:/);
    const refused = await send('POST', '/journeys/import', bundle.json());
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'AUTHORING_SECRET_MISSING']);
    const filled = JSON.parse(bundle.body.replaceAll('INSERT_SECRET_HERE', 'secret'));
    const imported = await send('POST', '/journeys/import', filled);
    expect([imported.statusCode, imported.json().definition.name]).toEqual([201, 'Exported_2']);
    expect((await send('POST', `/journeys/${imported.json().id}/publish`)).statusCode).toBe(200);
  });

  it('refuses unknown journeys, wrong shapes and callers without the right', async () => {
    for (const command of ['publish', 'validate', 'duplicate', 'new-version']) {
      expect((await send('POST', `/journeys/nobody/${command}`)).statusCode).toBe(404);
    }
    expect((await send('POST', '/journeys/nobody/stop', { confirm: true })).statusCode).toBe(404);
    expect((await send('GET', '/journeys/nobody/export')).statusCode).toBe(404);
    const wrong = await send('POST', '/journeys', {
      ...delayJourney,
      timeoutSeconds: 31,
      activities: [{ kind: 'sms' }],
    });
    expect(wrong.statusCode).toBe(400);
    const paths = wrong.json().errors.map(({ path }: { path: string }) => path);
    expect(paths).toContain('timeoutSeconds');
    const { id } = await newDraft();
    expect((await send('POST', `/journeys/${id}/publish`, undefined, 'readKey')).statusCode).toBe(403);
    expect((await send('DELETE', `/journeys/${id}`, undefined, 'readKey')).statusCode).toBe(403);
  });
});
