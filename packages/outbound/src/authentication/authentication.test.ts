import type { CustomAuthentication } from '@cairn/model';
import {
  answer,
  hold,
  type OutboundRig,
  openOutboundRig,
  reset,
  respond,
  type ScriptedAnswer,
  status,
} from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let rig: OutboundRig;
beforeEach(async () => {
  rig = await openOutboundRig();
  rig.endpoint.script('/hook', answer());
});
afterEach(() => rig.close());

const tokenRequests = () => rig.endpoint.requests('/token');
const targetRequests = () => rig.endpoint.requests('/hook');

/** An action whose token comes from `/token`, which answers `{"token":"t-1"}`, then t-2... unless scripted otherwise. */
function saveTokenAction(custom: Partial<CustomAuthentication> = {}, tokens: (n: number) => ScriptedAnswer = numbered) {
  let asked = 0;
  rig.endpoint.script(
    '/token',
    respond(() => tokens(++asked)),
  );
  return rig.saveAction('hook', {
    authentication: {
      type: 'customAuthorization',
      endpoint: rig.endpoint.url('/token'),
      method: 'GET',
      tokenInResponse: 'json://token',
      authorizationType: 'bearer',
      ...custom,
    },
  });
}
const numbered = (n: number): ScriptedAnswer => ({ json: { token: `t-${n}` } });
const failed = { outcome: 'error', statusCode: 'internalError', httpStatus: null };

describe('fixed credentials', () => {
  it('J32 basic authentication sends the base64 of user:password', async () => {
    rig.saveAction('hook', { authentication: { type: 'basic', user: 'ann', password: 'pä:ss' } });
    await rig.call('hook');
    const encoded = Buffer.from('ann:pä:ss', 'utf8').toString('base64');
    expect(targetRequests()[0]?.headers.authorization).toBe(`Basic ${encoded}`);
  });

  it('J33 an API key in header location sets the header', async () => {
    rig.saveAction('hook', { authentication: { type: 'apiKey', name: 'X-Key', value: 'k 1', location: 'header' } });
    await rig.call('hook');
    expect(targetRequests()[0]?.headers['x-key']).toBe('k 1');
    expect(targetRequests()[0]?.target).toBe('/hook');
  });

  it('J33 an API key in query location adds the parameter, URL-encoded', async () => {
    rig.saveAction('hook', { authentication: { type: 'apiKey', name: 'key', value: 'k 1', location: 'query' } });
    await rig.call('hook');
    expect(targetRequests()[0]?.target).toBe('/hook?key=k%201');
  });
});

describe('the token call', () => {
  const bodyParams = { user: 'a&b', scope: 'x y' };

  it('J115 bodyType form sends urlencoded pairs', async () => {
    saveTokenAction({ method: 'POST', body: { bodyType: 'form', bodyParams } });
    await rig.call('hook');
    expect(tokenRequests()[0]).toMatchObject({ method: 'POST', body: 'user=a%26b&scope=x+y' });
    expect(tokenRequests()[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('J115 bodyType json sends a JSON object', async () => {
    saveTokenAction({ method: 'POST', body: { bodyType: 'json', bodyParams: { ...bodyParams, deep: { n: 1 } } } });
    await rig.call('hook');
    expect(JSON.parse(tokenRequests()[0]?.body ?? '')).toEqual({ ...bodyParams, deep: { n: 1 } });
    expect(tokenRequests()[0]?.headers['content-type']).toBe('application/json');
  });

  it('J116 EncodeBase64(a:b) in a header is replaced by its base64, any other function text stays', async () => {
    saveTokenAction({ headers: { Authorization: 'Basic EncodeBase64(a:b)', 'X-Other': 'Upper(a:b)' } });
    await rig.call('hook');
    expect(tokenRequests()[0]?.headers).toMatchObject({ authorization: 'Basic YTpi', 'x-other': 'Upper(a:b)' });
  });

  it('J117 tokenInResponse response uses the whole body', async () => {
    saveTokenAction({ tokenInResponse: 'response' }, () => ({ body: 'whole-token\n' }));
    await rig.call('hook');
    expect(targetRequests()[0]?.headers.authorization).toBe('Bearer whole-token');
  });

  it('J117 json://a.b reads a nested field', async () => {
    saveTokenAction({ tokenInResponse: 'json://a.b' }, () => ({ json: { a: { b: 'nested' } } }));
    await rig.call('hook');
    expect(targetRequests()[0]?.headers.authorization).toBe('Bearer nested');
  });

  it.each([
    ['absent', { json: { other: 1 } }],
    ['null', { json: { token: null } }],
    ['an object', { json: { token: {} } }],
    ['empty', { json: { token: '' } }],
    ['not in a JSON document', { body: '<xml/>' }],
    ['inherited', { json: {} }],
  ])('J117 a token that is %s is an error', async (_, scripted) => {
    saveTokenAction(_ === 'inherited' ? { tokenInResponse: 'json://constructor.name' } : {}, () => scripted);
    const result = await rig.call('hook');
    expect(result).toMatchObject(failed);
    expect(result.message).toContain('no token');
    expect(targetRequests()).toEqual([]);
  });

  const placements: readonly [string, string | undefined, Record<string, string>, string][] = [
    ['bearer', undefined, { authorization: 'Bearer t-1' }, '/hook'],
    ['Bearer', undefined, { authorization: 'Bearer t-1' }, '/hook'],
    ['header', 'X-Token', { 'x-token': 't-1' }, '/hook'],
    ['queryParam', 'access', {}, '/hook?access=t-1'],
    ['QUERYPARAM', 'access', {}, '/hook?access=t-1'],
  ];
  it.each(placements)(
    'J118 authorizationType %s places the token',
    async (authorizationType, tokenTarget, headers, target) => {
      saveTokenAction({ authorizationType, tokenTarget });
      await rig.call('hook');
      expect(targetRequests()[0]).toMatchObject({ headers, target });
    },
  );

  it('a token that no header can carry is an error', async () => {
    saveTokenAction({}, () => ({ json: { token: 'a\r\nX-Evil: 1' } }));
    expect(await rig.call('hook')).toMatchObject(failed);
    expect(targetRequests()).toEqual([]);
  });

  it.each([
    [{ method: 'POST' as const }, 'body'],
    [{ authorizationType: 'header' }, 'tokenTarget'],
    [{ authorizationType: 'magic' }, 'authorizationType'],
    [{ tokenInResponse: 'xml://token' }, 'tokenInResponse'],
  ])('an incomplete authentication %j is refused with the member at fault', async (custom, member) => {
    saveTokenAction(custom);
    const result = await rig.call('hook');
    expect(result).toMatchObject(failed);
    expect(result.message).toContain(member);
  });
});

describe('the token cache', () => {
  const hourMs = 3_600_000;

  it('J119 a token is requested once for calls within the default hour and again after it', async () => {
    saveTokenAction();
    await rig.call('hook');
    rig.clock.advance(hourMs - 1);
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(1);
    rig.clock.advance(1);
    await rig.call('hook');
    expect(targetRequests().map((request) => request.headers.authorization)).toEqual([
      'Bearer t-1',
      'Bearer t-1',
      'Bearer t-2',
    ]);
  });

  it('J119 concurrent calls make one token request', async () => {
    saveTokenAction();
    await Promise.all(Array.from({ length: 50 }, () => rig.call('hook')));
    expect(tokenRequests()).toHaveLength(1);
    expect(targetRequests()).toHaveLength(50);
  });

  it('J119 cacheDuration replaces the hour', async () => {
    saveTokenAction({ cacheDuration: { duration: 90, timeUnit: 'seconds' } });
    await rig.call('hook');
    rig.clock.advance(89_999);
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(1);
    rig.clock.advance(1);
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(2);
  });

  it('J119 the cache is lost on restart', async () => {
    const saved = saveTokenAction();
    await rig.call('hook');
    const restarted = await openOutboundRig({ allowedHosts: [rig.endpoint.host] });
    restarted.saveAction('hook', saved);
    await restarted.call('hook');
    expect(tokenRequests()).toHaveLength(2);
    await restarted.close();
  });

  it('expiryInResponse counts, less one minute', async () => {
    const cacheDuration = { expiryInResponse: 'json://expires_in', timeUnit: 'seconds' } as const;
    saveTokenAction({ cacheDuration }, (n) => ({ json: { token: `t-${n}`, expires_in: 300 } }));
    await rig.call('hook');
    rig.clock.advance(239_999);
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(1);
    rig.clock.advance(1);
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(2);
  });

  it('a token whose answer lacks the expiry it should state is not kept', async () => {
    saveTokenAction({ cacheDuration: { expiryInResponse: 'json://expires_in', timeUnit: 'seconds' } });
    await rig.call('hook');
    await rig.call('hook');
    expect(tokenRequests()).toHaveLength(2);
  });

  it('a token the target refuses with 401 is dropped for the next call', async () => {
    saveTokenAction();
    rig.endpoint.script('/hook', status(401), answer());
    expect(await rig.call('hook')).toMatchObject({ outcome: 'http', statusCode: 'http_401', attempts: 1 });
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
    expect(targetRequests()[1]?.headers.authorization).toBe('Bearer t-2');
  });

  it('an edited authentication starts with a new token', async () => {
    saveTokenAction();
    await rig.call('hook');
    saveTokenAction({ headers: { 'X-New': '1' } }, () => ({ json: { token: 'other' } }));
    await rig.call('hook');
    expect(targetRequests()[1]?.headers.authorization).toBe('Bearer other');
  });
});

describe('a failing token call', () => {
  it.each([400, 401, 403, 404, 500])(
    'J121 of status %i makes the step fail without calling the target',
    async (code) => {
      saveTokenAction({}, () => ({ status: code, body: 'leak-of-secret' }));
      const result = await rig.call('hook', {}, { timeoutMs: 100 });
      expect(result.outcome).not.toBe('success');
      expect(result).toMatchObject({ attempts: 0, httpStatus: null });
      expect(result.message).not.toContain('leak');
      expect(targetRequests()).toEqual([]);
    },
  );

  it('J121 is an error of the outer call after the retries', async () => {
    saveTokenAction({}, () => ({ status: 500 }));
    const pending = rig.call('hook');
    for (const [retriesMade, delayMs] of [200, 400, 800].entries()) {
      await rig.clock.untilArmedAt(rig.clock.now() + delayMs);
      expect(tokenRequests()).toHaveLength(retriesMade + 1);
      rig.clock.advance(delayMs);
    }
    expect(await pending).toMatchObject({ ...failed, attempts: 0 });
    expect(tokenRequests()).toHaveLength(4);
    expect(targetRequests()).toEqual([]);
  });

  it('J121 that never answers times the outer call out', async () => {
    saveTokenAction();
    rig.endpoint.script('/token', hold());
    const pending = rig.call('hook');
    await rig.endpoint.untilReceived(1);
    rig.clock.advance(5_000);
    expect(await pending).toMatchObject({ outcome: 'timedout', attempts: 0 });
    expect(targetRequests()).toEqual([]);
  });

  it('J121 of a token endpoint that cannot be reached tells neither its query nor its body', async () => {
    const body = { bodyType: 'form', bodyParams: { secret: 'body-secret' } } as const;
    saveTokenAction({ method: 'POST', endpoint: rig.endpoint.url('/token?code=query-secret'), body });
    rig.endpoint.script('/token', reset());
    const result = await rig.call('hook', {}, { timeoutMs: 100 });
    expect(result).toMatchObject({ attempts: 0, originErrorCode: 'OUTBOUND_TOKEN_REFUSED' });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('is not cached: the next call asks again', async () => {
    saveTokenAction({}, (n) => (n === 1 ? { status: 403 } : numbered(n)));
    expect(await rig.call('hook')).toMatchObject(failed);
    expect(await rig.call('hook')).toMatchObject({ outcome: 'success' });
  });
});
