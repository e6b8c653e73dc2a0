import {
  type AuthoringRig,
  compensateAction,
  flightSchema,
  landedEvent,
  openAuthoringRig,
  weatherSource,
} from '@cairn/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuthoredApp, openAuthoredApp } from '../testing/authored-app.ts';

let rig: AuthoringRig;
let app: AuthoredApp;
let send: AuthoredApp['send'];

beforeAll(async () => {
  rig = await openAuthoringRig();
  app = await openAuthoredApp(rig);
  send = app.send;
});
afterAll(() => app.close());
beforeEach(() => rig.pool.query(`delete from authored_objects where name <> 'ProfileStore' and name <> 'Profile'`));

const rulesOf = (answer: { json(): { errors: { path: string; code: string; message: string }[] } }) =>
  answer.json().errors.map(({ path }) => path);

describe.each([
  ['/schemas', flightSchema],
  ['/data-sources', weatherSource],
  ['/actions', compensateAction],
  ['/inlets', { name: 'Web', isAuthenticated: false }],
])('%s', (path, definition) => {
  it('makes, reads, changes, copies, lists and deletes', async () => {
    const made = await send('POST', path, definition);
    expect(made.statusCode).toBe(201);
    const { id, revision, usedInCount, createdBy } = made.json();
    expect({ revision, usedInCount, createdBy }).toEqual({ revision: 1, usedInCount: 0, createdBy: 'u1' });
    const read = (await send('GET', `${path}/${id}`)).json();
    expect(read).toEqual(made.json());
    const changed = await send('PUT', `${path}/${id}`, {
      ...read,
      definition: { ...read.definition, name: 'Renamed' },
    });
    expect([changed.statusCode, changed.json().revision, changed.json().definition.name]).toEqual([200, 2, 'Renamed']);
    const copy = await send('POST', `${path}/${id}/duplicate`);
    expect([copy.statusCode, copy.json().definition.name]).toEqual([201, 'Renamed_Copy']);
    const list = (await send('GET', `${path}?search=renamed&sort=name&order=asc&limit=1`)).json();
    expect([list.total, list.items[0].definition.name]).toEqual([2, 'Renamed']);
    const rest = (await send('GET', `${path}?search=renamed&sort=name&order=asc&cursor=${list.nextCursor}`)).json();
    expect(rest.items.map((item: { definition: { name: string } }) => item.definition.name)).toEqual(['Renamed_Copy']);
    expect((await send('GET', `${path}/${id}/used-in`)).json()).toEqual({ items: [] });
    expect((await send('DELETE', `${path}/${id}`)).statusCode).toBe(204);
    expect((await send('GET', `${path}/${id}`)).statusCode).toBe(404);
  });

  it('answers a revision that is not the latest with 409, an unknown id with 404, a broken cursor with 400', async () => {
    const { id } = (await send('POST', path, definition)).json();
    const stale = await send('PUT', `${path}/${id}`, { revision: 7, definition });
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'AUTHORING_REVISION_CONFLICT']);
    for (const [method, url] of [
      ['GET', 'nobody'],
      ['GET', 'nobody/used-in'],
      ['DELETE', 'nobody'],
      ['POST', 'nobody/duplicate'],
    ] as const) {
      expect((await send(method, `${path}/${url}`)).statusCode).toBe(404);
    }
    expect((await send('GET', `${path}?cursor=nonsense`)).statusCode).toBe(400);
  });

  it('refuses what is not shaped like it, names the field and the rule, and stores nothing', async () => {
    const answer = await send('POST', path, { ...definition, name: 'no spaces', invented: 1 });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(rulesOf(answer)).toContain('name');
    const bodies = [
      '{"name": ',
      '[1]',
      'null',
      '"text"',
      '{"__proto__": {"name": "x"}}',
      `${'['.repeat(200)}${']'.repeat(200)}`,
    ];
    for (const body of bodies) {
      const refused = await app.sendText(path, body);
      expect(refused.statusCode).toBe(400);
    }
    expect((await send('GET', `${path}?search=no`)).json().total).toBe(0);
  });

  it('lets a reading key read and a managing key change', async () => {
    expect((await send('POST', path, definition, 'readKey')).statusCode).toBe(403);
    expect((await send('GET', path, undefined, 'ingestKey')).statusCode).toBe(403);
    const made = await send('POST', path, definition, 'manageKey');
    expect([made.statusCode, made.json().createdBy]).toEqual([201, 'key:manage']);
    expect((await send('GET', path, undefined, 'readKey')).statusCode).toBe(200);
    expect((await send('DELETE', `${path}/${made.json().id}`, undefined, 'readKey')).statusCode).toBe(403);
  });
});

describe('/event-definitions', () => {
  it('J90 previews the message with exactly the selected fields, a header and placeholders of the right type', async () => {
    const { id: schemaId } = (await send('POST', '/schemas', flightSchema)).json();
    const { id } = (await send('POST', '/event-definitions', landedEvent(schemaId))).json();
    const preview = (await send('GET', `/event-definitions/${id}/payload-preview`)).json();
    expect(preview.header).toMatchObject({ organizationId: 'acme', schemaRef: { id: schemaId } });
    expect(preview.body.xdmEntity).toEqual({ passenger: 'string', delay: 10 });
    expect((await send('GET', '/event-definitions/nobody/payload-preview')).statusCode).toBe(404);
  });

  it('J78 marks each missing part of a rule-based event', async () => {
    const answer = await send('POST', '/event-definitions', { type: 'ruleBased', name: 'Landed', fields: [] });
    expect(answer.statusCode).toBe(400);
    expect(rulesOf(answer)).toEqual(expect.arrayContaining(['schemaId', 'key', 'rule']));
  });
});

describe('/event-definitions', () => {
  it('J79 take a condition as rows only, never as an expression', async () => {
    const { id: schemaId } = (await send('POST', '/schemas', flightSchema)).json();
    const advanced = { ...landedEvent(schemaId), rule: '@{Landed.delay} > 15' };
    const answer = await send('POST', '/event-definitions', advanced);
    expect([answer.statusCode, rulesOf(answer)]).toEqual([400, ['rule']]);
  });
});

describe('/actions', () => {
  it('J34 never answer with a secret', async () => {
    const { id } = (await send('POST', '/actions', compensateAction)).json();
    const answers = [
      await send('GET', `/actions/${id}`),
      await send('GET', '/actions'),
      await send('POST', `/actions/${id}/duplicate`),
      await send('PUT', `/actions/${id}`, { revision: 1, definition: compensateAction }),
    ];
    for (const { body } of answers) expect(body).not.toMatch(/open sesame|sealed:/);
  });

  it('J13 a pasted sample that is not JSON is refused, and nothing changes', async () => {
    const { id } = (await send('POST', '/actions', compensateAction)).json();
    const refused = await send('POST', '/actions/parse-payload', { text: '{"a": ' });
    expect([refused.statusCode, refused.json().errors[0].code]).toEqual([400, 'MODEL_JSON_INVALID']);
    expect((await send('GET', `/actions/${id}`)).json().revision).toBe(1);
  });

  it('J15 a pasted sample yields constant fields with its values and inferred types', async () => {
    const answer = await send('POST', '/actions/parse-payload', {
      text: '{"city": "Nice", "delay": 3, "tags": ["a"]}',
    });
    expect(answer.json().body).toEqual([
      { name: 'city', type: 'string', mode: 'constant', value: 'Nice' },
      { name: 'delay', type: 'integer', mode: 'constant', value: 3 },
      { name: 'tags', type: 'listString', mode: 'constant', value: ['a'] },
    ]);
  });

  it('J16 infers string, integer, decimal, boolean, list of strings and list of objects from a sample', async () => {
    const sample = { a: 'x', b: 3, c: 3.5, d: true, e: ['a'], f: [{ g: 1 }] };
    const answer = await send('POST', '/actions/parse-payload', { text: JSON.stringify(sample) });
    const types = answer.json().body.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['string', 'integer', 'decimal', 'boolean', 'listString', 'listObject']);
  });

  it('J9 refuse header and query names that start with . or $ or hold spaces or control characters', async () => {
    for (const name of ['.x', '$x', 'x y', 'x\u0007']) {
      for (const list of ['headers', 'queryParameters']) {
        const rows = [{ name, mode: 'constant', value: '1' }];
        const answer = await send('POST', '/actions', { ...compensateAction, [list]: rows });
        expect([answer.statusCode, rulesOf(answer)]).toEqual([400, [`${list}.0.name`]]);
      }
    }
  });

  it.each([
    ['J1 a name with a hyphen', { name: 'no-hyphen' }, 'name'],
    ['J1 a name of 31 characters', { name: 'a'.repeat(31) }, 'name'],
    ['J3 port 8443', { url: 'https://api.example.org:8443/x' }, 'url'],
    ['J4 an address for a host', { url: 'https://10.0.0.1/x' }, 'url'],
    ['J6 the method DELETE', { method: 'DELETE' }, 'method'],
  ])('refuse %s', async (_rule, change, path) => {
    const answer = await send('POST', '/actions', { ...compensateAction, ...change });
    expect(answer.statusCode).toBe(400);
    expect(rulesOf(answer)).toContain(path);
  });

  it('J30 answer a deletion in use with 409 and the journeys', async () => {
    const { id } = (await send('POST', '/actions', compensateAction)).json();
    const activities = [{ id: 'a', kind: 'action', actionName: 'Compensate' }];
    const journey = await send('POST', '/journeys', { name: 'Uses it', activities });
    const refused = await send('DELETE', `/actions/${id}`);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'AUTHORING_IN_USE']);
    expect(refused.json().errors[0].message).toContain('"Uses it"');
    const usedIn = (await send('GET', `/actions/${id}/used-in`)).json();
    expect(usedIn.items).toMatchObject([{ versionId: journey.json().id, status: 'draft' }]);
  });
});

describe('/data-sources', () => {
  it('J107 a pasted response yields typed fields', async () => {
    const text = '{"wind": 3.5, "days": [{"rain": true}]}';
    const { fields } = (await send('POST', '/data-sources/parse-response', { text })).json();
    expect(fields).toEqual([
      { path: 'wind', type: 'decimal' },
      { path: 'days', type: 'listObject' },
      { path: 'days[].rain', type: 'boolean' },
    ]);
  });

  it('J106 a sent payload belongs to POST only', async () => {
    const group = { name: 'Sky', dynamicValues: ['city'], sentPayload: { at: { param: 'city' } } };
    const withGroup = (method: string) => ({ ...weatherSource, fieldGroups: [{ ...group, method }] });
    const refused = await send('POST', '/data-sources', withGroup('GET'));
    expect([refused.statusCode, rulesOf(refused)]).toEqual([400, ['fieldGroups.0.sentPayload']]);
    expect((await send('POST', '/data-sources', withGroup('POST'))).statusCode).toBe(201);
  });

  it('J102 an external source refuses an address for a host', async () => {
    const answer = await send('POST', '/data-sources', { ...weatherSource, url: 'https://[::1]/now' });
    expect([answer.statusCode, rulesOf(answer)]).toEqual([400, ['url']]);
  });
});

it('the API documents itself with all of this', async () => {
  const document = (await send('GET', '/openapi.json')).json();
  const paths = Object.keys(document.paths);
  for (const resource of ['schemas', 'event-definitions', 'data-sources', 'actions', 'inlets', 'journeys']) {
    expect(paths.some((path) => path.startsWith(`/api/v1/${resource}/{`))).toBe(true);
  }
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"/]+)"/g)].map(([, name]) => name!);
  for (const name of references) expect(Object.keys(document.components.schemas)).toContain(decodeURIComponent(name));
  expect(text).not.toContain('#/$defs/');
});
