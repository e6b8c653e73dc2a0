import { secretMask } from '@cairn/model';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.ts';
import { secretValues } from './secret-values.ts';

describe('Redactor', () => {
  const secret = 'p@ss "w"/ö+';
  const redactor = new Redactor([secret, 'other', '']);

  it.each([
    ['as written', secret],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['URL-encoded', encodeURIComponent(secret)],
    ['form-encoded', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['inside JSON', JSON.stringify(secret).slice(1, -1)],
  ])('masks a secret %s', (_, form) => {
    expect(redactor.redact(`a ${form} b ${form}`)).toBe(`a ${secretMask} b ${secretMask}`);
  });

  it('leaves other text alone', () => expect(redactor.redact('nothing here')).toBe('nothing here'));
});

describe('secretValues', () => {
  it('holds the password of basic authentication and the header made of it, not the user', () => {
    const values = secretValues({ type: 'basic', user: 'ann', password: 'pw' });
    expect(values).toEqual(['pw', Buffer.from('ann:pw').toString('base64')]);
  });

  it('holds everything secret of custom authentication, inside EncodeBase64 too, and no protocol words', () => {
    const values = secretValues({
      type: 'customAuthorization',
      endpoint: 'https://id.example.com/token?code=q-secret',
      method: 'POST',
      headers: { Authorization: 'Basic EncodeBase64(id:h-secret)', Accept: 'application/json' },
      body: {
        bodyType: 'json',
        bodyParams: { grant_type: 'client_credentials', client_secret: 'b-secret', n: { d: 42 } },
      },
      tokenInResponse: 'response',
      authorizationType: 'bearer',
    });
    expect(values).toEqual(expect.arrayContaining(['code=q-secret', 'id:h-secret', 'h-secret', 'b-secret', '42']));
    expect(values).not.toEqual(expect.arrayContaining(['application/json']));
    expect(values).not.toEqual(expect.arrayContaining(['client_credentials']));
  });
});
