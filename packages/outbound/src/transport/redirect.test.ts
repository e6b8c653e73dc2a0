import { answer, type OutboundRig, openOutboundRig, redirect, status } from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let rig: OutboundRig;
beforeEach(async () => {
  rig = await openOutboundRig();
});
afterEach(() => rig.close());

const body = [{ name: 'id', type: 'integer', mode: 'constant', value: 7 } as const];

describe('redirects', () => {
  it.each([
    [302, 'POST', 'GET', ''],
    [301, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [302, 'PUT', 'PUT', '{"id":7}'],
    [307, 'POST', 'POST', '{"id":7}'],
    [308, 'POST', 'POST', '{"id":7}'],
  ] as const)('%i turns %s into %s', async (code, method, then, sent) => {
    rig.endpoint.script('/hook', redirect('/there?x=1', code));
    rig.endpoint.script('/there', answer({ json: { ok: true } }));
    rig.saveAction('hook', { method, body });
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success', attempts: 1 });
    const [request] = rig.endpoint.requests('/there');
    expect([request?.method, request?.target, request?.body]).toEqual([then, '/there?x=1', sent]);
    expect(request?.headers['content-type']).toBe(sent === '' ? undefined : 'application/json');
  });

  it('are followed five times, and the sixth is the answer', async () => {
    rig.endpoint.script('/hook', redirect('/hook'));
    rig.saveAction('hook');
    const pending = rig.call('hook', {}, { timeoutMs: 100 });
    expect(await pending).toMatchObject({ originError: 'http', originErrorCode: '302' });
    expect(rig.endpoint.received).toBe(6);
  });

  it('without Location are an error', async () => {
    rig.endpoint.script('/hook', status(302));
    rig.saveAction('hook');
    expect(await rig.call('hook', {}, { timeoutMs: 100 })).toMatchObject({ httpStatus: 302, originErrorCode: '302' });
  });

  it('keep credentials on the same origin and leave them behind on another', async () => {
    const other = await openOutboundRig();
    other.endpoint.script('/there', answer());
    await rig.outbound.close();
    const { endpoint } = rig;
    const both = await openOutboundRig({ allowedHosts: [endpoint.host, other.endpoint.host] });
    endpoint.script('/hook', redirect('/same', 307), redirect(other.endpoint.url('/there'), 307));
    endpoint.script('/same', answer());
    both.saveAction('hook', {
      url: endpoint.url('/hook'),
      authentication: { type: 'apiKey', name: 'X-Key', value: 'k-1', location: 'header' },
    });
    await both.call('hook');
    await both.call('hook');
    expect(endpoint.requests('/same')[0]?.headers['x-key']).toBe('k-1');
    expect(other.endpoint.requests('/there')[0]?.headers['x-key']).toBeUndefined();
    await Promise.all([both.close(), other.close()]);
  });
});
