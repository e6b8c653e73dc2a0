import type { CustomAuthentication } from '@cairn/model';
import { answer, type OutboundRig, openOutboundRig, redirect, respond, silence, status } from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let rig: OutboundRig;
beforeEach(async () => {
  rig = await openOutboundRig();
});
afterEach(() => rig.close());

const values = { path: null, headers: {}, queryParameters: {}, parameters: {} };
const place = { sandbox: 'main', targetId: 'hook', timeoutMs: 5_000 };

const custom = (): CustomAuthentication => ({
  type: 'customAuthorization',
  endpoint: rig.endpoint.url('/token?code=query-secret'),
  method: 'POST',
  headers: { Authorization: 'EncodeBase64(client:header-secret)' },
  body: { bodyType: 'form', bodyParams: { client_secret: 'body secret' } },
  tokenInResponse: 'json://access_token',
  authorizationType: 'queryParam',
  tokenTarget: 'access',
});
const secrets = ['query-secret', 'header-secret', 'body secret', 'body+secret', 'token-value', 'refresh-value'];
const base64Secrets = [Buffer.from('client:header-secret').toString('base64')];

/** A token endpoint that says more than it should, and a target that echoes what it got. */
function scriptEcho(): void {
  rig.endpoint.script(
    '/token',
    answer({ json: { access_token: 'token-value', refresh_token: 'refresh-value', n: 1 } }),
  );
  rig.endpoint.script(
    '/hook',
    respond((request) => ({ json: { seen: request.target, body: request.body } })),
  );
}

describe('a test request', () => {
  it('shows the whole exchange with every secret masked, wherever it turns up', async () => {
    scriptEcho();
    const body = [{ name: 'id', type: 'integer', mode: 'variable', label: 'Id' } as const];
    const action = rig.saveAction('hook', { authentication: custom(), body });
    const input = { kind: 'action', action, values: { ...values, parameters: { id: 7 } } } as const;
    const report = await rig.outbound.testRequest({ ...place, callId: 'test-1', input });
    expect(report.result).toMatchObject({ outcome: 'success', statusCode: 'http_200', attempts: 1 });
    const [token, call] = report.exchanges;
    expect(token).toMatchObject({ purpose: 'token', method: 'POST', status: 200 });
    expect(JSON.parse(token?.responseBody ?? '')).toMatchObject({ n: 1 });
    expect(call).toMatchObject({ purpose: 'call', method: 'POST', status: 200, requestBody: '{"id":7}', error: null });
    expect(call?.url).toBe(`${rig.endpoint.url('/hook')}?access=********`);
    expect(call?.requestHeaders).toContainEqual(['idempotency-key', 'test-1']);
    expect(call?.responseBody).toContain('/hook?access=********');
    const shown = JSON.stringify(report);
    for (const secret of [...secrets, ...base64Secrets]) expect(shown).not.toContain(secret);
  });

  it('shows tries and redirects in their order, and why one had no answer', async () => {
    rig.endpoint.script('/hook', redirect('/there', 307), status(500), silence());
    rig.endpoint.script('/there', status(503));
    const action = rig.saveAction('hook');
    const pending = rig.outbound.testRequest({ ...place, callId: 't', input: { kind: 'action', action, values } });
    for (const [retriesMade, delayMs] of [200, 400].entries()) {
      await rig.clock.untilArmedAt(rig.clock.now() + delayMs);
      expect(rig.endpoint.received).toBe(retriesMade + 2);
      rig.clock.advance(delayMs);
    }
    await rig.endpoint.untilReceived(4);
    rig.clock.advance(5_000);
    const { result, exchanges } = await pending;
    expect(result).toMatchObject({ outcome: 'timedout', attempts: 3, originErrorCode: '500' });
    expect(exchanges.map((exchange) => exchange.status)).toEqual([307, 503, 500, null]);
    expect(exchanges.at(-1)?.error).toContain('deadline');
    expect(exchanges.at(-1)?.elapsedMs).toBe(4_400);
  });

  it('of a field group sends what a journey would send', async () => {
    rig.endpoint.script('/data', answer({ json: { t: 3 } }));
    const source = rig.saveSource('weather', [{ dynamicValues: ['lat'] }]);
    const input = { kind: 'fetch', source, group: 'group', params: { lat: 1 } } as const;
    const { exchanges } = await rig.outbound.testRequest({ ...place, callId: 't', input });
    expect(exchanges[0]).toMatchObject({
      method: 'GET',
      url: rig.endpoint.url('/data?lat=1'),
      responseBody: '{"t":3}',
    });
  });

  it('of a target that may not be called shows no exchange and says why', async () => {
    const action = rig.saveAction('hook', { url: 'http://10.0.0.1/' });
    const input = { kind: 'action', action, values } as const;
    const report = await rig.outbound.testRequest({ ...place, callId: 't', input });
    expect(report.exchanges).toEqual([]);
    expect(report.result.message).toContain('10.0.0.1 is refused');
  });

  it('cuts a long answer', async () => {
    rig.endpoint.script('/hook', answer({ body: 'x'.repeat(100_000) }));
    const input = { kind: 'action', action: rig.saveAction('hook'), values } as const;
    const [exchange] = (await rig.outbound.testRequest({ ...place, callId: 't', input })).exchanges;
    expect([exchange?.responseBody?.length, exchange?.isResponseCut]).toEqual([65_536, true]);
  });
});

describe('the authentication check', () => {
  const check = () => rig.outbound.checkAuthentication({ ...place, service: 'action', authentication: custom() });

  it('J120 is valid when the token call succeeds, and shows it masked', async () => {
    scriptEcho();
    const report = await check();
    expect(report).toMatchObject({ isValid: true, isChecked: true });
    expect(rig.endpoint.received).toBe(1);
    for (const secret of [...secrets, ...base64Secrets]) expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('J120 shows the error otherwise, with the text of the endpoint redacted', async () => {
    const body = 'bad client client:header-secret';
    rig.endpoint.script('/token', answer({ status: 401, body }));
    const report = await check();
    expect(report).toMatchObject({ isValid: false, isChecked: true });
    expect(report.message).toContain('401');
    expect(report.exchanges[0]?.responseBody).toBe('bad client ********');
  });

  it('J120 shows the error of an answer without token', async () => {
    rig.endpoint.script('/token', answer({ json: {} }));
    expect((await check()).message).toContain('no token at json://access_token');
  });

  it('asks each time anew', async () => {
    scriptEcho();
    await check();
    await check();
    expect(rig.endpoint.received).toBe(2);
  });

  it('gives up at its deadline', async () => {
    rig.endpoint.script('/token', silence());
    const pending = check();
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(5_000);
    expect(await pending).toMatchObject({ isValid: false, isChecked: true });
    expect((await pending).exchanges[0]).toMatchObject({ status: null, error: 'No answer before the deadline.' });
  });

  it('has nothing to call for fixed credentials', async () => {
    const authentication = { type: 'basic', user: 'u', password: 'p' } as const;
    const report = await rig.outbound.checkAuthentication({ ...place, service: 'action', authentication });
    expect(report).toMatchObject({ isValid: true, isChecked: false, exchanges: [] });
  });
});
