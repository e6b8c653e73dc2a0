import { connect } from 'node:net';
import {
  answer,
  type Behaviour,
  type Endpoint,
  endlessHeaders,
  largeBody,
  startEndpoint,
  type TestDatabase,
} from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { LiveCairn, type Reply } from '../harness/live-cairn.ts';

const organization = { 'x-organization-id': 'cairn' };
const megabyte = 1_048_576;

await describeOnStores('Bad input', (fresh: () => Promise<TestDatabase>) => {
  let endpoint: Endpoint;
  let live: LiveCairn;
  let schemaId: string;
  let inletId: string;
  let people = 0;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    endpoint.script('/good', answer());
    live = await LiveCairn.start(fresh, [base().slice('http://'.length)]);
    const properties = { person: { type: 'string' }, kind: { type: 'string' } };
    schemaId = await live.create('/api/v1/schemas', {
      name: 'Signal',
      class: 'event',
      document: { type: 'object', properties },
    });
    inletId = await live.create('/api/v1/inlets', { name: 'Open', isAuthenticated: false });
    await publishCaller('Good', '/good');
  }, 120_000);
  afterAll(async () => {
    await live[Symbol.asyncDispose]();
    await endpoint.close();
  });
  // Whatever a test sent, the journey of everybody else goes on.
  afterEach(async () => {
    const person = `witness-${++people}`;
    await signal('Good', person);
    await untilStatus(person, 'completed');
    expect((await live.send('GET', '/health/ready')).status).toBe(200);
  });

  it.each([
    ['malformed JSON', '{"body": ', 'API_MALFORMED_JSON'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'API_MALFORMED_JSON'],
    ['a list in place of an envelope', '[]', 'API_VALIDATION'],
    ['an entity of the wrong type', '{"body": {"xdmEntity": "x"}}', 'API_VALIDATION'],
    ['a wrong type in the header', '{"header": {"messageId": 1}, "body": {"xdmEntity": {}}}', 'API_VALIDATION'],
    [
      'deep nesting',
      `{"body": {"xdmEntity": {"a": ${'['.repeat(5_000)}${']'.repeat(5_000)}}}}`,
      'API_NESTING_TOO_DEEP',
    ],
    ['a key __proto__', '{"body": {"xdmEntity": {"__proto__": {"isAdmin": true}}}}', 'API_FORBIDDEN_KEY'],
    ['a key __proto__ in disguise', '{"body": {"xdmEntity": {"__prot\\u006f__": 1}}}', 'API_FORBIDDEN_KEY'],
  ])('J96 refuses %s at the inlet with 400, and stores nothing', async (_what, body, code) => {
    const before = await storedCounts();
    const reply = await live.send('POST', `/collection/${inletId}`, { body, headers: organization, key: null });
    expectProblem(reply, 400, code);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await storedCounts()).toEqual(before);
  });

  it('J96 refuses a message without organisation, and one of another', async () => {
    const body = { header: { schemaRef: { id: schemaId } }, body: { xdmEntity: { person: 'x', kind: 'Good' } } };
    const before = await storedCounts();
    expectProblem(await live.send('POST', `/collection/${inletId}`, { body, key: null }), 400, 'API_VALIDATION');
    const foreign = { body, headers: { 'x-organization-id': 'another' }, key: null };
    expect((await live.send('POST', `/collection/${inletId}`, foreign)).status).toBeGreaterThanOrEqual(400);
    expect(await storedCounts()).toEqual(before);
  });

  it('refuses a body over a megabyte, and takes one just under', async () => {
    const entityOf = (bytes: number) => `{"body": {"xdmEntity": {"text": "${'x'.repeat(bytes)}"}}}`;
    const send = (body: string) => live.send('POST', `/collection/${inletId}`, { body, headers: organization });
    expectProblem(await send(entityOf(megabyte)), 413, 'API_BODY_TOO_LARGE');
    expect((await send(entityOf(megabyte - 100))).status).toBe(202);
  });

  it('knows no other inlet, journey, object or route', async () => {
    const entity = { body: { xdmEntity: {} } };
    const unknown = [
      live.send('POST', '/collection/nobody', { body: entity, headers: organization }),
      live.send('POST', '/collection/batch/nobody', { body: { messages: [entity] }, headers: organization }),
      live.send('GET', '/api/v1/journeys/nobody'),
      live.send('POST', '/api/v1/journeys/nobody/publish'),
      live.send('PUT', '/api/v1/actions/nobody', { body: { revision: 1, definition: actionTo('Nobody', '/good') } }),
      live.send('GET', '/api/v1/instances/nobody'),
    ];
    const replies = await Promise.all(unknown);
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await live.send('GET', '/api/v1/%00')).status).toBe(400);
  });

  it.each([
    ['schemas', { name: 'S', class: 'event', document: { type: 'string' } }, 'document'],
    ['event-definitions', { type: 'ruleBased', name: 'E' }, 'schemaId'],
    ['data-sources', { kind: 'external', name: 'D', url: 'http://10.0.0.1/' }, 'url'],
    ['actions', { name: 'A b', url: 'ftp://x', method: 'DELETE' }, 'method'],
    ['inlets', { name: 5 }, 'name'],
    ['journeys', { name: 'J', timeoutSeconds: 31 }, 'timeoutSeconds'],
    ['actions', { name: 'Hidden', url: 'https://h.example/', method: 'POST', constructor: { prototype: {} } }, null],
  ])('refuses a bad object among the %s, names field and rule, and stores nothing', async (kind, body, field) => {
    const count = async () => (await live.send('GET', `/api/v1/${kind}`)).json().total;
    const before = await count();
    const reply = await live.send('POST', `/api/v1/${kind}`, { body });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    if (field !== null) {
      const rules = reply.json().errors as { path: string; code: string; message: string }[];
      const rule = rules.find(({ path }) => path.startsWith(field));
      expect(rule?.code).toMatch(/\w/);
      expect(rule?.message).toMatch(/\w/);
    }
    expect(await count()).toBe(before);
  });

  it.each([
    ['J4', 'actions', { name: 'Inside', url: 'https://vault.corp.example/', method: 'POST' }],
    ['J4', 'actions', { name: 'Inside', url: 'https://203.0.113.7/', method: 'POST' }],
    ['J102', 'data-sources', { kind: 'external', name: 'Inside', url: 'https://vault.corp.example/', fieldGroups: [] }],
    ['J102', 'data-sources', { kind: 'external', name: 'Inside', url: 'https://[2001:db8::7]/', fieldGroups: [] }],
  ])('%s refuses an internal or literal host among the %s: %o', async (_number, kind, body) => {
    const reply = await live.send('POST', `/api/v1/${kind}`, { body });
    expectProblem(reply, 400, 'AUTHORING_INVALID');
    expect(reply.json().errors).toMatchObject([
      { path: 'url', code: expect.stringMatching(/^MODEL_URL_(INTERNAL|ADDRESS)$/) },
    ]);
  });

  it('J97 makes no instance and one discard record of a message whose key is empty', async () => {
    for (const entity of [{ person: '', kind: 'Good' }, { kind: 'Good' }]) {
      const before = await storedCounts();
      const reply = await send(entity);
      expect(reply.json()).toMatchObject({ status: 'accepted', matched: 1, discarded: 1, keys: [] });
      // Taken after the empty one: once this person is through, the other would have entered too.
      const person = `after-${++people}`;
      await signal('Good', person);
      await untilStatus(person, 'completed');
      const after = await storedCounts();
      expect(after).toEqual({ instances: before.instances + 1, discards: before.discards + 1 });
      const [newest] = (await live.send('GET', '/api/v1/discards')).json().items;
      expect(newest).toMatchObject({ code: 'keyNotComputable', key: null, journeyId: null });
    }
  });

  it.each<[string, string, Behaviour, string]>([
    ['answers with 30 MB', 'Huge', largeBody(30 * megabyte), 'internalError'],
    ['announces 30 MB', 'Announced', largeBody(30 * megabyte, true), 'internalError'],
    ['never ends its headers', 'Endless', endlessHeaders(), 'timedout'],
  ])('ends the person in error whose endpoint %s, while others go on', async (_what, name, behaviour, statusCode) => {
    endpoint.script(`/${name}`, behaviour);
    await publishCaller(name, `/${name}`);
    const person = `victim-${++people}`;
    await signal(name, person);
    const bystander = `bystander-${people}`;
    await signal('Good', bystander);
    await untilStatus(bystander, 'completed');
    await untilStatus(person, 'error');
    const [{ id }] = (await live.send('GET', `/api/v1/instances?key=${person}`)).json().items;
    const [call] = (await live.send('GET', `/api/v1/calls?instanceId=${id}`)).json().items;
    expect(call.result.statusCode).toBe(statusCode);
  });

  it('survives what is not HTTP, and endless headers of a sender', async () => {
    expect(await raw('this is not HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx-fill: ${'x'.repeat(100_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  /** A journey of its own whose only action calls a path of the endpoint; deadline one second. */
  async function publishCaller(name: string, path: string): Promise<void> {
    await live.create('/api/v1/event-definitions', {
      type: 'ruleBased',
      name,
      schemaId,
      fields: ['person', 'kind'],
      key: `@{${name}.person}`,
      rule: { kind: 'row', field: 'kind', operator: 'equalTo', value: name },
    });
    await live.create('/api/v1/actions', actionTo(name, path));
    const id = await live.create('/api/v1/journeys', {
      name,
      timeoutSeconds: 1,
      activities: [
        { id: 'start', kind: 'event', eventName: name, position: { x: 0, y: 0 } },
        { id: 'call', kind: 'action', actionName: name, position: { x: 1, y: 0 } },
      ],
      transitions: [{ id: 't1', from: 'start', to: 'call' }],
    });
    const published = await live.send('POST', `/api/v1/journeys/${id}/publish`);
    expect([published.status, published.text]).toEqual([200, expect.any(String)]);
  }

  function actionTo(name: string, path: string) {
    return { name, url: `${base()}${path}`, method: 'POST' };
  }

  function base(): string {
    return endpoint.url('').replace('127.0.0.1', 'localhost');
  }

  function send(entity: object): Promise<Reply> {
    const body = { header: { schemaRef: { id: schemaId } }, body: { xdmEntity: entity } };
    return live.send('POST', `/collection/${inletId}`, { body, headers: organization, key: null });
  }

  async function signal(kind: string, person: string): Promise<void> {
    expect((await send({ person, kind })).json()).toMatchObject({ status: 'accepted', keys: [person] });
  }

  async function untilStatus(person: string, status: string): Promise<void> {
    const isThere = (items: readonly { status: string }[]) => items[0]?.status === status;
    await live.listUntil(`${person} is ${status}`, `/api/v1/instances?key=${person}`, isThere);
  }

  async function storedCounts() {
    const count = async (path: string) => (await live.send('GET', `${path}?limit=200`)).json().items.length as number;
    return { instances: await count('/api/v1/instances'), discards: await count('/api/v1/discards') };
  }

  /** Sends bytes and reads until the server closes the connection. */
  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(live.address);
    return new Promise((resolve, reject) => {
      let received = '';
      const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () => socket.write(text));
      socket.setEncoding('utf8');
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });
  }
});

function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.status, reply.json().code]).toEqual([status, code]);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
}
