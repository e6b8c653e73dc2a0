import { Readable } from 'node:stream';
import { IntakeOverloaded } from '@cairn/engine';
import type { FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../limits.ts';
import { as, buildTestApp, recordingIntake } from '../../testing/test-app.ts';

let app: FastifyInstance;
let intake: ReturnType<typeof recordingIntake>;
beforeEach(async () => {
  intake = recordingIntake();
  app = await buildTestApp({ intake: intake.intake, limits: { ...defaultLimits, bodyBytes: 1_000 } });
});

function send(payload: string | Buffer | Readable, contentType = 'application/json', caller = as('ingestKey')) {
  return app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'content-type': contentType, ...caller },
    payload,
  });
}
const sendLines = (payload: string | Readable) => send(payload, 'application/x-ndjson');
const codeOf = (answer: { json(): { code: string } }) => answer.json().code;

describe('a plain event', () => {
  it('is handed on with schema and id as given', async () => {
    const answer = await send('{"schema":"FlightLanded","id":"m1","data":{"delay":72.50}}');
    expect(answer.statusCode).toBe(202);
    expect(intake.taken).toMatchObject([
      {
        schema: { id: 'FlightLanded', name: 'FlightLanded' },
        messageId: 'm1',
        entityText: '{"delay":72.50}',
        entity: { delay: 72.5 },
        organizationId: null,
      },
    ]);
  });

  it('needs neither schema nor id', async () => {
    expect((await send('{"data":{}}')).statusCode).toBe(202);
    expect(intake.taken).toMatchObject([{ schema: null, messageId: null }]);
  });

  it('needs a key with the right to ingest', async () => {
    expect((await send('{"data":{}}', undefined, {} as never)).statusCode).toBe(401);
    expect((await send('{"data":{}}', undefined, as('readKey'))).statusCode).toBe(403);
    expect((await send('{"data":{}}', undefined, as('admin'))).statusCode).toBe(202);
  });

  it.each([
    ['nothing', ''],
    ['half a document', '{"data":{"a":'],
    ['two documents', '{"data":{}}{"data":{}}'],
    ['text that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a number with a leading zero', '{"data":{"a":01}}'],
  ])('is refused as malformed when it is %s', async (_what, payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'API_MALFORMED_JSON']);
    expect(intake.taken).toEqual([]);
  });

  it.each([
    ['data', '{}', 'required'],
    ['data', '{"data":"x"}', 'invalid_type'],
    ['data', '{"data":[1]}', 'invalid_type'],
    ['id', '{"id":1,"data":{}}', 'invalid_type'],
    ['id', '{"id":"","data":{}}', 'length'],
    ['schema', '{"schema":{},"data":{}}', 'invalid_type'],
  ])('is refused for its %s in %s', async (path, payload, code) => {
    const answer = await send(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([expect.objectContaining({ path, code })]);
    expect(intake.taken).toEqual([]);
  });

  it.each([
    '{"data":{"__proto__":{"isAdmin":true}}}',
    '{"__proto__":{"data":{}},"data":{}}',
    '{"data":{"\\u005f_proto__":{}}}',
    '{"data":{"constructor":{"prototype":{"x":1}}}}',
  ])('with a key that reaches a prototype is refused: %s', async (payload) => {
    const answer = await send(payload);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'API_FORBIDDEN_KEY']);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('may hold such words as values, and a plain key `constructor`', async () => {
    expect((await send('{"data":{"a":"__proto__","constructor":"Ferrari"}}')).statusCode).toBe(202);
  });

  it('may be 64 levels deep and not 65', async () => {
    const deep = (levels: number) => `{"data":{"a":${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}}}`;
    expect((await send(deep(64))).statusCode).toBe(202);
    expect(codeOf(await send(deep(65)))).toBe('API_NESTING_TOO_DEEP');
  });

  it('may be as large as the limit and not a byte larger', async () => {
    const sized = (bytes: number) => `{"data":{"a":"${'x'.repeat(bytes - 17)}"}}`;
    expect((await send(sized(1_000))).statusCode).toBe(202);
    const answer = await send(sized(1_001));
    expect([answer.statusCode, codeOf(answer)]).toEqual([413, 'API_BODY_TOO_LARGE']);
  });

  it('must be JSON by its content type', async () => {
    for (const contentType of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const answer = await send('{"data":{}}', contentType);
      expect([answer.statusCode, codeOf(answer)]).toEqual([415, 'API_UNSUPPORTED_MEDIA_TYPE']);
    }
  });

  it('J196 keeps what a sender wrote out of the error, malformed or wrong', async () => {
    const secret = 'hunter2-ada@example.org';
    for (const payload of [
      `{"data":{"password":${secret}}}`,
      `{"data":"${secret}"}`,
      `{"id":["${secret}"],"data":{}}`,
    ]) {
      const answer = await send(payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain('hunter2');
    }
    intake.failures.push(new Error(`duplicate key value (${secret}) violates a constraint`));
    const broken = await send('{"data":{}}');
    expect(broken.statusCode).toBe(500);
    expect(broken.body).not.toContain('hunter2');
  });
});

describe('NDJSON', () => {
  it('is taken line by line, whatever the chunks, with empty lines and no last newline', async () => {
    const text = '{"data":{"n":1}}\r\n\n{"data":{"n":"é"}}\n   \n{"data":{"n":3}}';
    const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
    const answer = await sendLines(Readable.from(bytes));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ received: 3, accepted: 3, duplicates: 0, ignored: 0, refused: 0, errors: [] });
    expect(intake.taken.map(({ entity }) => entity)).toEqual([{ n: 1 }, { n: 'é' }, { n: 3 }]);
  });

  it('refuses bad lines by number and takes the rest', async () => {
    const lines = [
      '{"data":{"n":1}}',
      '{"data":',
      '{"id":"m"}',
      `{"data":{"a":"${'x'.repeat(2_000)}"}}`,
      '{"data":{}}',
    ];
    const answer = await sendLines(lines.join('\n'));
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toMatchObject({
      received: 5,
      accepted: 2,
      refused: 3,
      errors: [
        { line: 2, code: 'API_MALFORMED_JSON' },
        { line: 3, code: 'API_VALIDATION', errors: [{ path: 'data', code: 'required' }] },
        { line: 4, code: 'API_BODY_TOO_LARGE' },
      ],
    });
  });

  it('without a good line is refused', async () => {
    const answer = await sendLines('{"id":"m"}\nnonsense\n');
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'API_BATCH_REFUSED']);
    expect(answer.json().errors).toMatchObject([
      { path: 'line 1.data' },
      { path: 'line 2', code: 'API_MALFORMED_JSON' },
    ]);
  });

  it('waits for a full queue and takes each line once', async () => {
    intake.failures.push(new IntakeOverloaded('INTAKE_QUEUE_FULL', 1), new IntakeOverloaded('INTAKE_QUEUE_FULL', 1));
    expect((await sendLines('{"data":{"n":1}}\n{"data":{"n":2}}')).json().accepted).toBe(2);
    expect(intake.taken).toHaveLength(2);
  });

  it('says up to which line it is stored when the queue stays full', async () => {
    const chunks = ['{"data":{"n":1}}\n{"data":{"n":2}}\n', '{"data":{"n":3}}\n'].map((chunk) => Buffer.from(chunk));
    intake.failures.push(null, ...Array.from({ length: 4 }, () => new IntakeOverloaded('INTAKE_QUEUE_FULL', 10)));
    const answer = await sendLines(Readable.from(chunks));
    expect([answer.statusCode, answer.headers['retry-after'], codeOf(answer)]).toEqual([
      503,
      '10',
      'API_OVERLOADED_PARTWAY',
    ]);
    expect(answer.json().detail).toContain('lines up to 2 are stored');
    expect(intake.taken).toHaveLength(2);
  });

  it('may be far larger than a single body', async () => {
    const line = `${JSON.stringify({ data: { text: 'x'.repeat(500) } })}\n`;
    const answer = await sendLines(line.repeat(5_000));
    expect(answer.json()).toMatchObject({ received: 5_000, accepted: 5_000 });
  });
});
