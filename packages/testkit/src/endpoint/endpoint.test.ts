import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, hold, respond, status } from './behaviour.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';

let endpoint: Endpoint;
beforeEach(async () => {
  endpoint = await startEndpoint();
});
afterEach(() => endpoint.close());

describe('Endpoint', () => {
  it('follows the script of each path and repeats its last line', async () => {
    endpoint.script('/a', status(500), answer({ json: { ok: true } }));
    endpoint.script('/below/*', status(204));
    const statuses: number[] = [];
    for (const path of ['/a', '/a', '/a', '/below/x/y', '/unknown']) {
      statuses.push((await fetch(endpoint.url(path))).status);
    }
    expect(statuses).toEqual([500, 200, 200, 204, 404]);
  });

  it('writes down what it received and counts Idempotency-Keys', async () => {
    endpoint.script(
      '/a',
      respond((request) => ({ json: { echo: request.body } })),
    );
    const send = (key: string) =>
      fetch(endpoint.url('/a?q=1'), { method: 'POST', body: 'hello', headers: { 'idempotency-key': key } });
    expect(await (await send('k1')).json()).toEqual({ echo: 'hello' });
    await Promise.all([send('k1'), send('k2')]);
    expect(endpoint.requests('/a')[0]).toMatchObject({ method: 'POST', path: '/a', target: '/a?q=1', body: 'hello' });
    expect(endpoint.countsByKey()).toEqual(
      new Map([
        ['k1', 2],
        ['k2', 1],
      ]),
    );
  });

  it('holds answers until they are released', async () => {
    endpoint.script('/a', hold({ status: 201 }));
    const pending = fetch(endpoint.url('/a'));
    await endpoint.untilReceived(1);
    endpoint.release();
    expect((await pending).status).toBe(201);
  });

  it('only counts when asked to keep nothing', async () => {
    const counting = await startEndpoint({ keepsRequests: false });
    counting.script('/a', answer());
    await fetch(counting.url('/a'));
    expect([counting.received, counting.requests().length]).toEqual([1, 0]);
    await counting.close();
  });
});
