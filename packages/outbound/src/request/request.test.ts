import { answer, type OutboundRig, openOutboundRig } from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let rig: OutboundRig;
beforeEach(async () => {
  rig = await openOutboundRig();
  rig.endpoint.script('/*', answer());
});
afterEach(() => rig.close());

const lastRequest = () => rig.endpoint.requests().at(-1);
const refused = { outcome: 'error', statusCode: 'internalError', attempts: 0 };

describe('the path of an action', () => {
  it('J25 a path of an id and "/messages" yields the static URL, the id and /messages', async () => {
    rig.saveAction('hook', { url: rig.endpoint.url('/users/') });
    await rig.call('hook', { path: '42/messages' });
    expect(lastRequest()?.target).toBe('/users/42/messages');
  });

  it.each([
    ['/users', '42', '/users/42'],
    ['/users', '/42', '/users/42'],
    ['/users/', '/42/', '/users/42/'],
    ['/users', '', '/users'],
    ['/users', null, '/users'],
    ['/', 'a b/c?d#e', '/a%20b/c%3Fd%23e'],
    ['/users', 'é/日本', '/users/%C3%A9/%E6%97%A5%E6%9C%AC'],
    ['/users', '\ud800', '/users/%EF%BF%BD'],
  ])('%s with %j becomes %s', async (staticPath, path, target) => {
    rig.saveAction('hook', { url: rig.endpoint.url(staticPath) });
    await rig.call('hook', { path });
    expect(lastRequest()?.target).toBe(target);
  });

  it.each(['../../x', '..', 'a/../../x', './x', 'a/..', '/../x'])(
    'J26 a path value of %s cannot leave the static path: nothing is sent',
    async (path) => {
      rig.saveAction('hook', { url: rig.endpoint.url('/static/') });
      expect(await rig.call('hook', { path })).toMatchObject(refused);
      expect(rig.endpoint.received).toBe(0);
    },
  );

  it.each([
    ['//other.host', '/static/other.host'],
    ['//other.host/x', '/static/other.host/x'],
    ['http://other.host/x', '/static/http%3A//other.host/x'],
    ['@other.host', '/static/%40other.host'],
    ['\\\\other.host', '/static/%5C%5Cother.host'],
    ['..\\..\\x', '/static/..%5C..%5Cx'],
    ['%2e%2e/x', '/static/%252e%252e/x'],
    ['..%2fx', '/static/..%252fx'],
    ['.\t./x', '/static/.%09./x'],
    ['x\r\nHost: other', '/static/x%0D%0AHost%3A%20other'],
  ])('J26 a path value of %j cannot change host: it stays data', async (path, target) => {
    rig.saveAction('hook', { url: rig.endpoint.url('/static') });
    expect(await rig.call('hook', { path })).toMatchObject({ outcome: 'success' });
    expect(lastRequest()?.target).toBe(target);
    expect(lastRequest()?.headers.host).toBe(rig.endpoint.host);
  });
});

describe('the query of an action', () => {
  it('J12 a constant query parameter is sent URL-encoded', async () => {
    rig.saveAction('hook', { queryParameters: [{ name: 'q', mode: 'constant', value: 'a b&c=d/é+' }] });
    await rig.call('hook');
    expect(lastRequest()?.target).toBe('/hook?q=a%20b%26c%3Dd%2F%C3%A9%2B');
  });

  it('holds variables after constants, and leaves out those without a value', async () => {
    rig.saveAction('hook', {
      queryParameters: [
        { name: 'who', mode: 'variable', label: 'Who' },
        { name: 'none', mode: 'variable', label: 'None', optional: true },
        { name: 'k', mode: 'constant', value: '1' },
      ],
    });
    await rig.call('hook', { queryParameters: { who: 'a&b', none: null } });
    expect(lastRequest()?.target).toBe('/hook?k=1&who=a%26b');
  });
});

describe('the headers of an action', () => {
  it('J11 always hold Content-Type and Charset, then constants and variables with their values', async () => {
    rig.saveAction('hook', {
      headers: [
        { name: 'X-Constant', mode: 'constant', value: 'c' },
        { name: 'X-Variable', mode: 'variable', label: 'V' },
        { name: 'X-Absent', mode: 'variable', label: 'A', optional: true },
      ],
    });
    await rig.call('hook', { headers: { 'X-Variable': 'v', 'X-Absent': null } });
    expect(lastRequest()?.headers).toMatchObject({
      'content-type': 'application/json',
      charset: 'UTF-8',
      'x-constant': 'c',
      'x-variable': 'v',
    });
    expect(lastRequest()?.headers).not.toHaveProperty('x-absent');
  });

  it('take another JSON media type from a row', async () => {
    const row = { name: 'Content-Type', mode: 'constant', value: 'application/vnd.api+json' } as const;
    rig.saveAction('hook', { headers: [row] });
    await rig.call('hook');
    expect(lastRequest()?.headers['content-type']).toBe('application/vnd.api+json');
  });

  const refusedValues = ['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\0b', '日本'];
  it.each(refusedValues)(
    'J10 a computed header value of %j is refused at run time, unseen in the message',
    async (value) => {
      rig.saveAction('hook', { headers: [{ name: 'X-Variable', mode: 'variable', label: 'V' }] });
      const result = await rig.call('hook', { headers: { 'X-Variable': value } });
      expect(result).toMatchObject(refused);
      expect(result.message).toContain('X-Variable');
      expect(result.message).not.toContain(value);
      expect(rig.endpoint.received).toBe(0);
    },
  );
});

describe('the body of an action', () => {
  it('joins constants and variables into one JSON document', async () => {
    rig.saveAction('hook', {
      method: 'PUT',
      body: [
        { name: 'source', type: 'string', mode: 'constant', value: 'cairn' },
        {
          name: 'person',
          type: 'object',
          mode: 'constant',
          fields: [
            { name: 'id', type: 'integer', mode: 'variable', label: 'Id' },
            { name: 'tags', type: 'listString', mode: 'variable', label: 'Tags' },
          ],
        },
      ],
    });
    await rig.call('hook', { parameters: { 'person.id': 12345678901234567890n, 'person.tags': ['a', 'b"'] } });
    expect(lastRequest()?.method).toBe('PUT');
    expect(lastRequest()?.body).toBe('{"source":"cairn","person":{"id":12345678901234567890,"tags":["a","b\\""]}}');
  });

  it('is absent for GET', async () => {
    rig.saveAction('hook', { method: 'GET', body: [{ name: 'a', type: 'integer', mode: 'constant', value: 1 }] });
    await rig.call('hook');
    expect(lastRequest()).toMatchObject({ method: 'GET', body: '' });
  });
});

describe('the request of a field group', () => {
  const key = { type: 'apiKey', name: 'key', value: 'k&1', location: 'query' } as const;

  it('J103 a GET group with dynamic values long,lat calls url?long=..&lat=.. plus the API key parameter', async () => {
    rig.saveSource('weather', [{ method: 'GET', dynamicValues: ['long', 'lat'] }], { authentication: key });
    await rig.fetch('weather', { lat: 48.85, long: '2,35' });
    expect(lastRequest()).toMatchObject({ method: 'GET', target: '/data?long=2%2C35&lat=48.85&key=k%261', body: '' });
  });

  it('keeps the query of the static URL', async () => {
    const url = rig.endpoint.url('/data?fixed=1');
    rig.saveSource('weather', [{ method: 'GET', dynamicValues: ['a', 'b'] }], { url });
    await rig.fetch('weather', { a: true, b: null });
    expect(lastRequest()?.target).toBe('/data?fixed=1&a=true');
  });

  it('J104 a POST group with {"id":{"param":"identifier"}} sends {"id":value}', async () => {
    const sentPayload = { id: { param: 'identifier' } };
    rig.saveSource('crm', [{ method: 'POST', dynamicValues: ['identifier'], sentPayload }]);
    await rig.fetch('crm', { identifier: 'p"1' });
    expect(lastRequest()).toMatchObject({ method: 'POST', body: '{"id":"p\\"1"}' });
    expect(lastRequest()?.headers['content-type']).toBe('application/json');
  });

  it('J104 places are replaced at any depth, by values of any type', async () => {
    const sentPayload = { q: [{ param: 'list' }, { deep: { n: { param: 'n' }, fixed: 1 } }], param: 'kept', x: 1 };
    rig.saveSource('crm', [{ method: 'POST', dynamicValues: ['list', 'n'], sentPayload }]);
    await rig.fetch('crm', { list: ['a', { b: 1 }] });
    const [list, rest] = [['a', { b: 1 }], { deep: { n: null, fixed: 1 } }];
    expect(JSON.parse(lastRequest()?.body ?? '')).toEqual({ q: [list, rest], param: 'kept', x: 1 });
  });

  it('of a group that is gone is refused', async () => {
    rig.saveSource('crm', [{}]);
    expect(await rig.fetch('crm', {}, 'gone')).toMatchObject(refused);
  });
});
