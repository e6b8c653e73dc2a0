import { describe, expect, it } from 'vitest';
import { accessOf, buildTestApp } from '../../testing/test-app.ts';

const credentials = { email: 'ada@example.org', password: 'correct horse battery' };

function appThatAnswers(answer: (request: Request) => Response | Promise<Response>) {
  return buildTestApp({ access: accessOf({ handleAuthRequest: async (request) => answer(request) }) });
}
const signIn = { method: 'POST', url: '/api/auth/sign-in/email', payload: credentials } as const;

describe('sign-in', () => {
  it('hands the request over and its cookies back', async () => {
    const app = await appThatAnswers(async (request) => {
      expect(await request.json()).toEqual(credentials);
      expect(request.headers.get('x-cairn-client-address')).toBe('127.0.0.1');
      const headers = new Headers({ 'content-type': 'application/json' });
      headers.append('set-cookie', 'cairn.session_token=a; HttpOnly');
      headers.append('set-cookie', 'cairn.other=b; HttpOnly');
      return new Response('{"user":{"id":"u1"}}', { headers });
    });
    const headers = { 'x-cairn-client-address': '10.0.0.1' };
    const answer = await app.inject({ ...signIn, headers });
    expect([answer.statusCode, answer.json()]).toEqual([200, { user: { id: 'u1' } }]);
    expect(answer.headers['set-cookie']).toEqual(['cairn.session_token=a; HttpOnly', 'cairn.other=b; HttpOnly']);
  });

  it.each([
    [401, 401, 'API_SIGN_IN_REFUSED'],
    [403, 403, 'API_FORBIDDEN_ORIGIN'],
    [429, 429, 'API_SIGN_IN_SLOWED'],
    [500, 500, 'API_INTERNAL'],
  ])('answered %i by the library is a problem', async (status, expected, code) => {
    const app = await appThatAnswers(() => new Response('{"message":"inner words"}', { status }));
    const answer = await app.inject(signIn);
    expect([answer.statusCode, answer.json().code]).toEqual([expected, code]);
    expect(answer.body).not.toContain('inner words');
  });
});
