import { AccessError, type NewAdministrator } from '@cairn/access';
import { describe, expect, it } from 'vitest';
import { accessOf, buildTestApp } from '../../testing/test-app.ts';

const administrator = { token: 'one-time', email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' };

describe('the one-time link', () => {
  it('opens a form that loads nothing from elsewhere and holds no token', async () => {
    const app = await buildTestApp();
    const answer = await app.inject('/setup?token=one-time');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.body).not.toContain('one-time');
    expect(answer.body).not.toMatch(/https?:\/\//);
  });

  it('makes the administrator the form asks for', async () => {
    const made: NewAdministrator[] = [];
    const createFirstAdministrator = async (wanted: NewAdministrator) => {
      made.push(wanted);
      return { userId: 'u1' };
    };
    const app = await buildTestApp({ access: accessOf({ createFirstAdministrator }) });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload: administrator });
    expect([answer.statusCode, answer.json()]).toEqual([201, { userId: 'u1' }]);
    expect(made).toEqual([administrator]);
  });

  it('that is spent is gone', async () => {
    const createFirstAdministrator = () => Promise.reject(new AccessError('ACCESS_SETUP_TOKEN_INVALID'));
    const app = await buildTestApp({ access: accessOf({ createFirstAdministrator }) });
    const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload: administrator });
    expect([answer.statusCode, answer.json().code]).toEqual([410, 'ACCESS_SETUP_TOKEN_INVALID']);
  });
});
