import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { catalogue } from './errors/catalogue.ts';
import { defaultLimits } from './limits.ts';
import { enforceNeeds } from './needs.ts';
import { accessOf, as, buildTestApp, recordingIntake } from './testing/test-app.ts';

describe('the application', () => {
  it('answers an unknown route with a problem of its own code', async () => {
    const app = await buildTestApp();
    const answer = await app.inject('/api/v1/nothing');
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      type: '/docs/errors#API_NOT_FOUND',
      title: 'Not found',
      status: 404,
      code: 'API_NOT_FOUND',
    });
  });

  it('answers an address that cannot be decoded, or holds NUL, with a problem', async () => {
    const app = await buildTestApp();
    for (const path of ['/api/v1/%E0%A4%A', '/api/v1/actions/%00', '/api/v1/instances?key=%00']) {
      const answer = await app.inject(path);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'API_BAD_REQUEST']);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('has a page where the type of a problem leads, with every code', async () => {
    const app = await buildTestApp();
    const { type } = (await app.inject('/api/v1/nothing')).json();
    const answer = await app.inject(type.split('#')[0]);
    expect(answer.statusCode).toBe(200);
    for (const code of ['API_NOT_FOUND', 'ACCESS_SETUP_TOKEN_INVALID', 'AUTHORING_LOCKED']) {
      expect(answer.body).toContain(`id="${code}"`);
    }
  });

  it('does not start with a route that declares no need', () => {
    const app = fastify();
    enforceNeeds(app, accessOf(), []);
    expect(() => app.get('/forgotten', () => 'open')).toThrow('GET /forgotten does not declare what it needs');
  });

  it('asks for sign-in wherever something is needed, for HEAD too', async () => {
    const app = await buildTestApp();
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await app.inject({ method, url: '/api/v1/me' });
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
  });

  it('says whether it lives and whether it is ready, and why not', async () => {
    const app = await buildTestApp({ unready: async () => ({ database: 'no connection' }) });
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'live', version: '1.2.3' });
    const ready = await app.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([
      503,
      { status: 'unready', unready: { database: 'no connection' } },
    ]);
    expect((await app.inject('/metrics')).body).toBe('cairn_up 1\n');
  });

  it('names each broken rule of a body, and none of its values', async () => {
    const app = await buildTestApp();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/setup',
      payload: { token: 't', email: 'secret-not-an-address', password: 'short', extra: 1 },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'API_VALIDATION']);
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual(
      expect.arrayContaining(['email', 'password', 'name', '']),
    );
    expect(answer.body).not.toContain('secret-not');
  });

  it('J196 keeps what broke inside out of the answer', async () => {
    const app = await buildTestApp({
      access: accessOf({ listApiKeys: () => Promise.reject(new Error('password=hunter2 for ada@example.org')) }),
    });
    const answer = await app.inject({ url: '/api/v1/api-keys', headers: as('admin') });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'API_INTERNAL']);
    expect(answer.body).not.toMatch(/hunter2|ada@example/);
  });

  it('has a catalogue of its errors with a remedy for each', () => {
    for (const { remedy, title } of Object.values(catalogue)) expect([remedy, title]).not.toContain('');
  });
});

describe('the OpenAPI document', () => {
  it('describes every route in 3.1, with the rights each needs', async () => {
    const document = (await (await buildTestApp()).inject('/api/v1/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/v1/events', '/collection/{inletId}', '/api/v1/api-keys/{id}', '/api/v1/setup']),
    );
    expect(document.paths['/api/v1/events'].post.responses['400'].content['application/problem+json']).toBeDefined();
    expect(document.paths['/api/v1/events'].post['x-needs']).toBe('ingest inlet');
    expect(document.paths['/api/v1/setup'].post.security).toEqual([]);
    expect(document.components.schemas.Problem).toBeDefined();
  });

  it('can be browsed on a page whose script comes from here and may speak to nobody else', async () => {
    const app = await buildTestApp();
    const reference = await app.inject('/api/v1/reference/');
    expect(reference.statusCode).toBe(200);
    expect(reference.headers['content-security-policy']).toContain("connect-src 'self'");
    const sources = [...reference.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source as string);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      expect((await app.inject(new URL(source, 'http://cairn/api/v1/reference/').pathname)).statusCode).toBe(200);
    }
  });
});

describe('a server', () => {
  let app: FastifyInstance | undefined;
  let socket: Socket | undefined;
  afterEach(async () => {
    socket?.destroy();
    await app?.close();
  });

  async function connectTo(overrides: Parameters<typeof buildTestApp>[0]): Promise<Socket> {
    app = await buildTestApp(overrides);
    await app.listen({ port: 0, host: '127.0.0.1' });
    socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }
  async function answerOn(open: Socket): Promise<string> {
    let text = '';
    open.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    await once(open, 'close');
    return text;
  }

  it('answers what is not HTTP with a problem and closes', async () => {
    const open = await connectTo({});
    open.write('HELLO CAIRN\r\n\r\n');
    const answer = await answerOn(open);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('API_BAD_REQUEST');
  });

  it('stops waiting for a body that does not come', async () => {
    const intake = recordingIntake();
    const limits = { ...defaultLimits, requestTimeoutMs: 50, headersTimeoutMs: 50 };
    const open = await connectTo({ limits, intake: intake.intake });
    open.write(
      'POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ingestKey\r\n' +
        'content-type: application/json\r\ncontent-length: 100\r\n\r\n{"data":',
    );
    const answer = await answerOn(open);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('API_REQUEST_TIMEOUT');
    expect(intake.taken).toEqual([]);
  });

  it('refuses a body that says it is too large before reading it', async () => {
    const open = await connectTo({});
    open.write(
      'POST /api/v1/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ingestKey\r\n' +
        'content-type: application/json\r\ncontent-length: 30000000\r\n\r\n',
    );
    expect(await answerOn(open)).toMatch(/^HTTP\/1.1 413 [\s\S]*API_BODY_TOO_LARGE/);
  });

  it('refuses a body without length that grows too large', async () => {
    const open = await connectTo({ limits: { ...defaultLimits, bodyBytes: 1_000 } });
    open.write(
      'POST /collection/open HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n' +
        `transfer-encoding: chunked\r\n\r\n7d0\r\n${'x'.repeat(2_000)}\r\n`,
    );
    expect(await answerOn(open)).toMatch(/^HTTP\/1.1 413 [\s\S]*API_BODY_TOO_LARGE/);
  });

  it('goes on after a sender that hangs up in the middle', async () => {
    const intake = recordingIntake();
    const open = await connectTo({ intake: intake.intake });
    open.write(
      'POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ingestKey\r\n' +
        'content-type: application/x-ndjson\r\ncontent-length: 1000\r\n\r\n{"data":{}}\n{"da',
    );
    const closed = once(open, 'close');
    await expect.poll(() => intake.taken.length).toBe(1);
    open.destroy();
    await closed;
    const answer = await app?.inject({ url: '/health/live' });
    expect(answer?.statusCode).toBe(200);
  });
});
