import { IntakeOverloaded } from '@cairn/engine';
import { eventDefinition, payloadPreview, schemaDefinition } from '@cairn/model';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { as, buildTestApp, now, recordingIntake } from '../../testing/test-app.ts';

let app: FastifyInstance;
let intake: ReturnType<typeof recordingIntake>;
beforeEach(async () => {
  intake = recordingIntake();
  app = await buildTestApp({ intake: intake.intake });
});

const entity = { eventId: 'abc', passenger: { id: 'p1' }, flightNumber: 9007199254740993n };
const envelope = (body: object = { xdmEntity: { a: 1 } }, header: object = { organizationId: 'acme' }) => ({
  header,
  body,
});
const json = { 'content-type': 'application/json' };

function post(url: string, payload: unknown, headers: Record<string, string> = {}) {
  const options: InjectOptions = { method: 'POST', url, headers: { ...json, ...headers } };
  return app.inject({ ...options, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) });
}

describe('a streaming inlet', () => {
  it('hands on the entity as it was written, with schema, message id and organisation', async () => {
    const text = '{ "passenger": {"id": "p1"}, "flightNumber": 9007199254740993, "eventId" : "abc" }';
    const answer = await post(
      '/collection/open',
      `{"header":{"messageType":"x","messageId":"m1","organizationId":"acme","schemaRef":{"id":"s1","contentType":"j"},
        "source":{"name":"web"}},"body":{"xdmMeta":{"schemaRef":{"id":"s1"}},"xdmEntity":${text}}}`,
    );
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ status: 'accepted', matched: 1, discarded: 0, keys: ['k1'] });
    expect(intake.taken).toEqual([
      {
        sandbox: 'prod',
        organizationId: 'acme',
        schema: { id: 's1' },
        messageId: 'm1',
        entityText: text,
        entity,
        receivedAt: now,
      },
    ]);
  });

  it('takes the payload preview of an event as it is shown', async () => {
    const event = eventDefinition.parse({
      type: 'ruleBased',
      name: 'Landed',
      schemaId: 's1',
      fields: ['delay'],
      key: '@{Landed.delay}',
      rule: { kind: 'row', field: 'delay', operator: 'isNotNull' },
    });
    const schema = schemaDefinition.parse({
      name: 'Flight',
      class: 'event',
      document: { type: 'object', properties: { delay: { type: 'integer' } } },
    });
    const preview = payloadPreview(event, schema, { organizationId: 'acme', sourceName: 'Airport' });
    expect((await post('/collection/open', preview)).statusCode).toBe(202);
    expect(intake.taken).toMatchObject([{ messageId: 'string', schema: { id: 's1' }, entity: { delay: 10 } }]);
  });

  it('J96 refuses a message without organisation id, in header or envelope, and malformed JSON', async () => {
    const without = await post('/collection/open', envelope(undefined, {}));
    expect(without.statusCode).toBe(400);
    expect(without.json().errors).toEqual([
      expect.objectContaining({ path: 'header.organizationId', code: 'required' }),
    ]);
    const malformed = await post('/collection/open', '{"header":');
    expect(malformed.statusCode).toBe(400);
    expect(malformed.json().code).toBe('API_MALFORMED_JSON');
    expect(intake.taken).toEqual([]);
    expect((await post('/collection/open', envelope(undefined, {}), { 'x-organization-id': 'acme' })).statusCode).toBe(
      202,
    );
    expect((await post('/collection/open', envelope())).statusCode).toBe(202);
  });

  it("refuses a message of another organisation than the inlet's", async () => {
    const answer = await post('/collection/open', envelope(undefined, { organizationId: 'other' }));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].code).toBe('wrong_organization');
  });

  it('that asks for authentication takes an API key with the right to ingest and nobody else', async () => {
    expect((await post('/collection/closed', envelope())).statusCode).toBe(401);
    expect((await post('/collection/closed', envelope(), as('readKey'))).statusCode).toBe(403);
    expect((await post('/collection/closed', envelope(), as('ingestKey'))).statusCode).toBe(202);
  });

  it('that does not exist is not found, batch or not', async () => {
    for (const url of ['/collection/nowhere', '/collection/batch/nowhere', '/collection/__proto__']) {
      const answer = await post(url, envelope());
      expect(answer.statusCode).toBe(404);
      expect(answer.json().code).toBe('API_NOT_FOUND');
    }
  });

  it.each([
    ['a list', [], ''],
    ['no body', {}, 'body'],
    ['an entity that is a list', envelope({ xdmEntity: [] }), 'body.xdmEntity'],
    ['an entity that is null', envelope({ xdmEntity: null }), 'body.xdmEntity'],
    [
      'a number as message id',
      envelope({ xdmEntity: {} }, { organizationId: 'acme', messageId: 7 }),
      'header.messageId',
    ],
    [
      'a schema reference that is text',
      envelope({ xdmMeta: { schemaRef: 's1' }, xdmEntity: {} }),
      'body.xdmMeta.schemaRef',
    ],
  ])('refuses %s and names the field', async (_what, payload, path) => {
    const answer = await post('/collection/open', payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path);
    expect(intake.taken).toEqual([]);
  });

  it('says when to come again while intake is overloaded', async () => {
    intake.failures.push(new IntakeOverloaded('INTAKE_QUEUE_FULL', 2), new IntakeOverloaded('INTAKE_RATE_EXCEEDED', 1));
    const full = await post('/collection/open', envelope());
    expect([full.statusCode, full.headers['retry-after'], full.json().code]).toEqual([503, '2', 'API_OVERLOADED']);
    const rate = await post('/collection/open', envelope());
    expect([rate.statusCode, rate.headers['retry-after'], rate.json().code]).toEqual([429, '1', 'API_RATE_EXCEEDED']);
  });
});

describe('a batch', () => {
  it('takes its well-formed messages and refuses the others one by one', async () => {
    const messages = [envelope({ xdmEntity: { n: 1 } }), envelope({}), envelope({ xdmEntity: { n: 2 } })];
    const answer = await post('/collection/batch/open', { messages });
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toMatchObject({
      received: 3,
      refused: 1,
      results: [
        { status: 'accepted' },
        { status: 'refused', errors: [{ path: 'body.xdmEntity', code: 'required' }] },
        { status: 'accepted' },
      ],
    });
    expect(intake.taken.map(({ entityText }) => entityText)).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('without a good message is refused as a whole, naming each message and field', async () => {
    const answer = await post('/collection/batch/open', { messages: [envelope({}), 3] });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('API_BATCH_REFUSED');
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain('messages[0].body.xdmEntity');
  });

  it.each([[{}], [{ messages: [] }], [{ messages: {} }], [[]]])(
    'needs a list of messages: %j is refused',
    async (body) => {
      const answer = await post('/collection/batch/open', body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors[0].path).toBe('messages');
    },
  );

  it('of 1,000 messages is taken and one of 1,001 is not', async () => {
    const messages = Array.from({ length: 1_001 }, () => envelope());
    expect((await post('/collection/batch/open', { messages })).statusCode).toBe(400);
    expect((await post('/collection/batch/open', { messages: messages.slice(1) })).statusCode).toBe(202);
  });

  it('is stored not at all while intake is overloaded', async () => {
    intake.failures.push(new IntakeOverloaded('INTAKE_QUEUE_FULL', 1));
    expect((await post('/collection/batch/open', { messages: [envelope(), envelope()] })).statusCode).toBe(503);
    expect(intake.taken).toEqual([]);
  });
});
