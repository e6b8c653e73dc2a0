import { describe, expect, it } from 'vitest';
import { recordedRun, stepAt } from '../testing/run-data.ts';
import { as, buildTestApp } from '../testing/test-app.ts';

const paths = [
  '/api/v1/instances',
  '/api/v1/instances/i1',
  '/api/v1/step-events',
  '/api/v1/step-events/stream',
  '/api/v1/calls',
  '/api/v1/discards',
  '/api/v1/journeys/v1/statistics',
];

describe('what happens at run time', () => {
  it.each(paths)('%s is for readers only', async (url) => {
    const app = await buildTestApp({ reader: recordedRun().reader });
    expect((await app.inject({ url })).statusCode).toBe(401);
    expect((await app.inject({ url, headers: as('ingestKey') })).statusCode).toBe(403);
  });

  it.each(paths.filter((url) => !url.endsWith('/stream')))('%s can be read', async (url) => {
    const app = await buildTestApp({ reader: recordedRun().reader });
    const answer = await app.inject({ url, headers: as('readKey') });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
  });

  it('is listed in pages, with the filters asked for', async () => {
    const { reader, asked } = recordedRun();
    const app = await buildTestApp({ reader });
    const url = '/api/v1/instances?versionId=v1&status=running&limit=10&cursor=abc';
    const answer = await app.inject({ url, headers: as('readKey') });
    expect(answer.json()).toMatchObject({ items: [{ id: 'i1', status: 'running' }], nextCursor: 'next' });
    expect(asked).toEqual([{ sandbox: 'prod', versionId: 'v1', status: 'running', limit: 10, cursor: 'abc' }]);
  });

  it.each([
    ['/api/v1/instances?limit=0', 'limit'],
    ['/api/v1/instances?limit=501', 'limit'],
    ['/api/v1/instances?status=lost', 'status'],
    ['/api/v1/step-events?afterSeq=-1', 'afterSeq'],
    ['/api/v1/discards?code=none', 'code'],
  ])('%s is refused for its %s', async (url, path) => {
    const app = await buildTestApp({ reader: recordedRun().reader });
    const answer = await app.inject({ url, headers: as('readKey') });
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, path]);
  });

  it('refuses a cursor of another list', async () => {
    const refused = Object.assign(new Error('cursor'), { code: 'STORE_CURSOR_INVALID' });
    const reader = { ...recordedRun().reader, listCalls: () => Promise.reject(refused) };
    const app = await buildTestApp({ reader });
    const answer = await app.inject({ url: '/api/v1/calls?cursor=x', headers: as('readKey') });
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, 'cursor']);
  });

  it('shows an instance with its steps, and every number and order as it came in', async () => {
    const app = await buildTestApp({ reader: recordedRun().reader });
    const answer = await app.inject({ url: '/api/v1/instances/i1', headers: as('readKey') });
    expect(answer.body).toContain('"flight":9007199254740993,"codes":{"7":"late"}');
    expect(answer.json().steps).toMatchObject([{ seq: 1, nodeName: 'Long delay?' }]);
    const unknown = await app.inject({ url: '/api/v1/instances/i2', headers: as('readKey') });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'API_NOT_FOUND']);
  });

  it('is counted for each journey version', async () => {
    const app = await buildTestApp({ reader: recordedRun().reader });
    const answer = await app.inject({ url: '/api/v1/journeys/v1/statistics', headers: as('readKey') });
    expect(answer.json()).toEqual({
      entered: 3,
      completed: 1,
      error: 1,
      running: 1,
      steps: [{ nodeId: 'n1', branch: 'long', stepStatus: 'ended', count: 2 }],
    });
  });
});

describe('the stream of step events', () => {
  /** Opens the stream on a real connection; `until` resolves with all text once it holds `wanted`. */
  async function follow(run: ReturnType<typeof recordedRun>, headers: Record<string, string> = {}) {
    const app = await buildTestApp({ reader: run.reader });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${address}/api/v1/step-events/stream`, { headers: { ...as('readKey'), ...headers } });
    const parts = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) {
        const { value, done } = await parts.read();
        if (done) throw new Error(`the stream ended before ${wanted}`);
        text += value;
      }
      return text;
    };
    return { app, answer, until, parts };
  }

  it('begins with the next step and goes on as steps happen', async () => {
    const run = recordedRun([stepAt(1)]);
    const { app, answer, until } = await follow(run);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await until(': connected');
    run.steps.push(stepAt(2), stepAt(3));
    const text = await until('"seq":3');
    expect(text).toContain('id: 2\ndata: {"seq":2,');
    expect(text).not.toContain('"seq":1');
    await app.close();
  });

  it('goes on after the last event a client has seen', async () => {
    const { app, until } = await follow(recordedRun([stepAt(1), stepAt(2), stepAt(3)]), { 'last-event-id': '1' });
    const text = await until('"seq":3');
    expect(text).toContain('"seq":2');
    expect(text).not.toContain('"seq":1,');
    await app.close();
  });

  it('is open at most 100 times in one process, and again when one has ended', async () => {
    const { app, parts } = await follow(recordedRun());
    const address = app.listeningOrigin;
    const open = () => fetch(`${address}/api/v1/step-events/stream`, { headers: as('readKey') });
    await Promise.all(Array.from({ length: 99 }, open));
    const refused = await open();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    await parts.cancel();
    await expect.poll(async () => (await open()).status).toBe(200);
    await app.close();
  });

  it('ends when the server stops', async () => {
    const { app, until, parts } = await follow(recordedRun());
    await until(': connected');
    await app.close();
    while (!(await parts.read()).done);
  });

  it('stops asking the store when the client has gone', async () => {
    const run = recordedRun();
    const { app, until, parts } = await follow(run);
    await until(': connected');
    await parts.cancel();
    let before: number;
    await expect
      .poll(async () => {
        before = run.asked.length;
        await new Promise((resolve) => setImmediate(resolve));
        await new Promise((resolve) => setImmediate(resolve));
        return run.asked.length - before;
      })
      .toBe(0);
    await app.close();
  });
});
