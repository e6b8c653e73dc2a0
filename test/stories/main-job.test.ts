import { answer, type Endpoint, respond, startEndpoint, type TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveCairn } from '../harness/live-cairn.ts';
import {
  claimAction,
  claimsJourney,
  flightSchema,
  landedEvent,
  messageAction,
  secrets,
  weatherSource,
} from './claims.ts';

const administrator = { email: 'ada@example.org', password: 'correct horse battery 4715', name: 'Ada' };
const passengers = { ann: 'ann@example.com', cid: 'cid@example.com', dora: 'dora@example.com' };

await describeOnStores('The main job, from nothing', (fresh: () => Promise<TestDatabase>) => {
  let endpoint: Endpoint;
  let live: LiveCairn;
  let setupToken: string;
  let key: string;
  let schemaId: string;
  let inletId: string;
  let versionId: string;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    endpoint.script('/token', answer({ json: { access_token: secrets.issuedToken } }));
    endpoint.script('/weather', answer({ json: { wind: 12.5 } }));
    endpoint.script(
      '/claims',
      respond(({ body }) =>
        JSON.parse(body).passenger === 'dora' ? { status: 403 } : { status: 201, json: { reference: 'C-77' } },
      ),
    );
    endpoint.script('/messages', answer({ status: 202 }));
    live = await LiveCairn.start(fresh, [hostOf(endpoint)]);
  }, 120_000);
  afterAll(async () => {
    await live[Symbol.asyncDispose]();
    await endpoint.close();
  });

  it('makes its administrator by the one-time link, who signs in and makes a key', async () => {
    const token = await live.cairn.access.createSetupToken();
    if (token === null) throw new Error('there is an administrator already');
    setupToken = token;
    expect((await live.send('GET', `/setup?token=${token}`, { key: null })).status).toBe(200);
    const setUp = { body: { token, ...administrator }, key: null };
    expect((await live.send('POST', '/api/v1/setup', setUp)).status).toBe(201);
    expect((await live.send('POST', '/api/v1/setup', setUp)).status).toBe(410);
    const { email, password } = administrator;
    const signedIn = await live.send('POST', '/api/auth/sign-in/email', {
      body: { email, password },
      headers: { origin: live.address },
      key: null,
    });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const made = await live.send('POST', '/api/v1/api-keys', {
      body: { name: 'story', scopes: ['ingest', 'read', 'manage'] },
      headers: { cookie },
      key: null,
    });
    expect(made.status).toBe(201);
    key = made.json().key;
    // The one answer that shows the key.
    live.answers.pop();
    expect((await live.send('GET', '/api/v1/api-keys', { headers: { cookie }, key: null })).json().items).toHaveLength(
      1,
    );
  });

  it('takes what a journey needs by the API, and publishes once nothing is missing', async () => {
    const base = `http://${hostOf(endpoint)}`;
    schemaId = await live.create('/api/v1/schemas', flightSchema, { key });
    await live.create('/api/v1/event-definitions', landedEvent(schemaId), { key });
    await live.create('/api/v1/data-sources', weatherSource(base), { key });
    await live.create('/api/v1/actions', claimAction(base), { key });
    versionId = await live.create('/api/v1/journeys', claimsJourney, { key });
    const validate = async () => (await live.send('POST', `/api/v1/journeys/${versionId}/validate`, { key })).json();
    expect((await validate()).errors).toMatchObject([{ code: 'ERR_JOURNEYVERSION_300', activityId: 'tell' }]);
    const refused = await live.send('POST', `/api/v1/journeys/${versionId}/publish`, { key });
    expect(refused.status).toBe(422);
    await live.create('/api/v1/actions', messageAction(base), { key });
    expect(await validate()).toEqual({ errors: [], warnings: [] });
    const published = await live.send('POST', `/api/v1/journeys/${versionId}/publish`, { key });
    expect([published.status, published.json().status]).toEqual([200, 'live']);
    inletId = await live.create('/api/v1/inlets', { name: 'Airport' }, { key });
  });

  it('takes events by the inlet and carries each person to the right end', async () => {
    const [late, slightlyLate, inTime, refused] = [
      await land(passengers.ann, 95),
      await land(passengers.cid, 30),
      await land('bob@example.com', 5),
      await land(passengers.dora, 80),
    ];
    for (const one of [late, slightlyLate, refused]) expect(one).toMatchObject({ status: 'accepted', matched: 1 });
    expect(inTime).toMatchObject({ status: 'ignored', matched: 0 });
    type Person = { key: string; status: string };
    const ended = await live.listUntil<Person>(
      'three people have left the journey',
      `/api/v1/instances?versionId=${versionId}`,
      (items) => items.length === 3 && items.every(({ status }) => status !== 'running'),
      { key },
    );
    expect(Object.fromEntries(ended.map(({ key: person, status }) => [person, status]))).toEqual({
      ann: 'completed',
      cid: 'completed',
      dora: 'error',
    });
  });

  it('called the third party with what the journey computed, each call under one Idempotency-Key', () => {
    expect(endpoint.requests('/claims').map(({ body }) => JSON.parse(body))).toEqual(
      expect.arrayContaining([
        { passenger: 'ann', delay: 95, currency: 'EUR' },
        { passenger: 'dora', delay: 80, currency: 'EUR' },
      ]),
    );
    const [message, ...more] = endpoint.requests('/messages');
    expect(more).toEqual([]);
    expect(JSON.parse(message?.body ?? '')).toEqual({ to: passengers.ann, text: 'Your claim is C-77' });
    const basic = Buffer.from(`cairn:${secrets.messagePassword}`).toString('base64');
    expect(message?.headers.authorization).toBe(`Basic ${basic}`);
    for (const { headers } of endpoint.requests('/claims')) {
      expect(headers.authorization).toBe(`Bearer ${secrets.issuedToken}`);
    }
    expect(endpoint.requests('/weather').every(({ query }) => query.get('appid') === secrets.weatherKey)).toBe(true);
    expect([...endpoint.countsByKey().values()].every((count) => count === 1)).toBe(true);
  });

  it('shows instances, step events and calls', async () => {
    const { items } = (await live.send('GET', '/api/v1/instances?key=ann', { key })).json();
    const instance = (await live.send('GET', `/api/v1/instances/${items[0].id}`, { key })).json();
    const nodes = instance.steps.map(({ nodeId }: { nodeId: string }) => nodeId);
    expect(nodes).toEqual(['landed', 'late', 'claim', 'pause', 'tell']);
    expect(instance.steps[0].entrance).toBe(true);
    expect(instance.steps.at(-1).instanceEnded).toBe(true);
    const steps = (await live.send('GET', `/api/v1/step-events?versionId=${versionId}`, { key })).json().items;
    expect(steps.map(({ key: person }: { key: string }) => person)).toEqual(
      expect.arrayContaining(['ann', 'cid', 'dora']),
    );
    const calls = (await live.send('GET', '/api/v1/calls', { key })).json().items;
    const outcomes = calls.map((call: { kind: string; result: { statusCode: string } }) => [
      call.kind,
      call.result.statusCode,
    ]);
    expect(outcomes.sort()).toEqual(
      [
        ['action', 'http_201'],
        ['action', 'http_202'],
        ['action', 'http_403'],
        ['fetch', 'http_200'],
        ['fetch', 'http_200'],
        ['fetch', 'http_200'],
      ].sort(),
    );
    const export_ = await live.send('GET', `/api/v1/journeys/${versionId}/export`, { key });
    expect(export_.status).toBe(200);
  });

  it('lets nobody in and sends nothing after the stop', async () => {
    const sent = endpoint.received;
    const stopped = await live.send('POST', `/api/v1/journeys/${versionId}/stop`, { body: { confirm: true }, key });
    expect([stopped.status, stopped.json().status]).toEqual([200, 'stopped']);
    await land('eve@example.com', 95);
    expect((await live.send('GET', '/api/v1/instances?key=eve', { key })).json().items).toEqual([]);
    expect(endpoint.received).toBe(sent);
  });

  it('J34 shows no secret in any answer, export, page or line of the log', async () => {
    const lists = ['actions', 'data-sources', 'event-definitions', 'journeys', 'inlets', 'calls', 'instances'];
    const exported = `/api/v1/journeys/${versionId}/export`;
    const pages = ['/', '/setup', '/docs/errors', '/api/v1/openapi.json', '/api/v1/reference', '/metrics'];
    for (const path of [...lists.map((list) => `/api/v1/${list}`), exported, ...pages]) {
      expect((await live.send('GET', path, { key })).status).toBe(200);
    }
    const plain = [...Object.values(secrets), administrator.password, setupToken, key];
    const hidden = [...plain, ...plain.map((secret) => Buffer.from(`cairn:${secret}`).toString('base64'))];
    const shown = live.answers.join('\n');
    const logged = live.log.join('');
    expect(hidden.filter((secret) => shown.includes(secret))).toEqual([]);
    expect(hidden.filter((secret) => logged.includes(secret))).toEqual([]);
    // Neither text is empty: what is not secret is there.
    expect([shown.includes('http_403'), logged.includes('"level"')]).toEqual([true, true]);
  });

  it('J196 names no person in an error, and none in the log', async () => {
    const bodies = [
      `{"body": {"xdmEntity": {"email": "${passengers.ann}", "delay": }}}`,
      { body: { xdmEntity: passengers.ann } },
      { header: { schemaRef: { id: schemaId, [passengers.ann]: 1 } }, body: { xdmEntity: [passengers.ann] } },
    ];
    for (const body of bodies) {
      expect((await live.send('POST', `/collection/${inletId}`, { body, key })).status).toBe(400);
    }
    const { items } = (await live.send('GET', '/api/v1/calls', { key })).json();
    const failed = items.filter(({ result }: { result: { outcome: string } }) => result.outcome !== 'success');
    expect(failed).toHaveLength(1);
    const problems = live.answers.filter((text) => text.startsWith('{"type":"/docs/errors#'));
    const told = [...problems, failed[0].result.message, ...live.log].join('\n');
    const people = [...Object.values(passengers), administrator.email];
    expect(people.filter((person) => told.includes(person))).toEqual([]);
    expect(problems.length).toBeGreaterThan(bodies.length);
  });

  /** Sends a landing by the inlet; the part of the address before the @ is the passenger. */
  async function land(email: string, delay: number) {
    const entity = { passenger: email.split('@')[0], email, delay, city: 'Nice' };
    const reply = await live.send('POST', `/collection/${inletId}`, {
      key,
      headers: { 'x-organization-id': 'cairn' },
      body: {
        header: { schemaRef: { id: schemaId } },
        body: { xdmEntity: entity },
      },
    });
    expect(reply.status).toBe(202);
    return reply.json();
  }
});

/** By name, because an address is refused. */
function hostOf(endpoint: Endpoint): string {
  return endpoint.host.replace('127.0.0.1', 'localhost');
}
