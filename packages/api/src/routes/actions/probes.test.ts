import {
  answer,
  compensateAction,
  type Endpoint,
  openAuthoringRig,
  startEndpoint,
  weatherSource,
} from '@cairn/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthoredApp, openAuthoredApp } from '../../testing/authored-app.ts';

let app: AuthoredApp;
let endpoint: Endpoint;

beforeAll(async () => {
  app = await openAuthoredApp(await openAuthoringRig());
  endpoint = await startEndpoint();
  endpoint.script('/pay', answer({ json: { paid: true } }));
  endpoint.script('/weather', answer({ json: { wind: 3.5 } }));
  endpoint.script('/token', answer({ json: { access_token: 'issued-token' } }));
});
afterAll(async () => {
  await endpoint.close();
  await app.close();
});

const basic = Buffer.from('cairn:open sesame').toString('base64');

describe('trying out what is stored', () => {
  it('calls an action once with its secrets and shows the whole exchange without them', async () => {
    const made = await app.send('POST', '/actions', { ...compensateAction, url: endpoint.url('/pay') });
    const body = { parameters: { passenger: 'Ada' } };
    const report = await app.send('POST', `/actions/${made.json().id}/test-request`, body);
    expect(report.statusCode).toBe(200);
    expect(report.json().result).toMatchObject({ outcome: 'success', httpStatus: 200, attempts: 1 });
    const [exchange] = report.json().exchanges;
    expect(exchange).toMatchObject({ method: 'POST', status: 200, responseBody: '{"paid":true}' });
    expect(JSON.parse(exchange.requestBody)).toEqual({ reason: 'delay', passenger: 'Ada' });
    expect(report.body).not.toContain(basic);
    expect(endpoint.requests('/pay')[0]?.headers.authorization).toBe(`Basic ${basic}`);
  });

  it('J103 fetches a group with its dynamic values and its key', async () => {
    const source = { ...weatherSource, url: endpoint.url('/weather') };
    const { id } = (await app.send('POST', '/data-sources', source)).json();
    const body = { params: { city: 'Nice' } };
    const report = await app.send('POST', `/data-sources/${id}/groups/Sky/test-request`, body);
    expect(report.json().result.outcome).toBe('success');
    expect(report.body).not.toContain('k-123');
    const missing = await app.send('POST', `/data-sources/${id}/groups/Nothing/test-request`, body);
    expect(missing.statusCode).toBe(404);
  });

  it('J120 checks custom authentication by its token call, and shows why it fails', async () => {
    const authentication = {
      type: 'customAuthorization',
      endpoint: endpoint.url('/token'),
      method: 'POST',
      body: { bodyType: 'json', bodyParams: { secret: 'client-secret' } },
      tokenInResponse: 'json://access_token',
      authorizationType: 'bearer',
    };
    const check = async (tokenInResponse: string, name: string) => {
      const sent = { ...compensateAction, name, authentication: { ...authentication, tokenInResponse } };
      const { id } = (await app.send('POST', '/actions', sent)).json();
      return app.send('POST', `/actions/${id}/check-authentication`, {});
    };
    const good = await check('json://access_token', 'Good');
    expect(good.json()).toMatchObject({ isValid: true, isChecked: true });
    expect(good.body).not.toMatch(/client-secret|issued-token/);
    const bad = await check('json://elsewhere', 'Bad');
    expect(bad.json()).toMatchObject({ isValid: false });
    expect(bad.json().message).not.toBe('');
  });

  it('answers 404 for what does not exist and 403 to who may only read', async () => {
    expect((await app.send('POST', '/actions/nobody/test-request', {})).statusCode).toBe(404);
    expect((await app.send('POST', '/actions/nobody/check-authentication', {}, 'readKey')).statusCode).toBe(403);
  });
});
