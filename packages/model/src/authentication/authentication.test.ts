import { describe, expect, it } from 'vitest';
import { type Authentication, authentication } from './authentication.ts';
import { evaluateEncodeBase64, hasMalformedFunction, toBase64 } from './encode-base64.ts';
import { maskSecrets, mergeSecrets, secretMask, secretPaths } from './secrets.ts';
import { tokenCarrier, validateAuthentication } from './validate-authentication.ts';

const custom = {
  type: 'customAuthorization',
  endpoint: 'https://id.example/token?client=abc',
  method: 'POST',
  headers: { Authorization: 'EncodeBase64(a:b)' },
  body: { bodyType: 'json', bodyParams: { user: 'u', nested: { password: 'p', tries: 3 } } },
  tokenInResponse: 'json://access.token',
  authorizationType: 'Bearer',
} as const satisfies Authentication;
const codes = (value: Authentication) => validateAuthentication(value, 'authentication').map(({ code }) => code);

describe('authentication', () => {
  it('names the member that is wrong, not the whole', () => {
    const pathsOf = (sent: unknown) => authentication.safeParse(sent).error?.issues.map(({ path }) => path.join('.'));
    expect(pathsOf({ type: 'oauth' })).toEqual(['type']);
    expect(pathsOf({ ...custom, cacheDuration: { duration: 1, timeUnit: 'hour' } })).toEqual(['cacheDuration']);
  });

  it('J114 custom authentication without tokenInResponse, tokenTarget for a header, or body for POST is refused', () => {
    expect(validateAuthentication(custom, 'authentication')).toEqual([]);
    const { tokenInResponse: _token, ...withoutToken } = custom;
    expect(authentication.safeParse(withoutToken).success).toBe(false);
    expect(codes({ ...custom, authorizationType: 'header' })).toEqual(['MODEL_AUTH_TARGET']);
    const { body: _body, ...withoutBody } = custom;
    expect(codes(withoutBody)).toEqual(['MODEL_AUTH_BODY']);
  });

  it('J116 EncodeBase64 is replaced, other functions stay as they are, and one left open is refused', () => {
    expect(evaluateEncodeBase64('EncodeBase64(a:b)')).toBe('YTpi');
    expect(evaluateEncodeBase64('Basic EncodeBase64(a:b(c))')).toBe(`Basic ${btoa('a:b(c)')}`);
    expect(evaluateEncodeBase64('Sha256(a:b)')).toBe('Sha256(a:b)');
    expect(hasMalformedFunction('EncodeBase64(a:b')).toBe(true);
    expect(codes({ ...custom, headers: { 'X-Key': 'EncodeBase64(a' } })).toEqual(['MODEL_AUTH_FUNCTION']);
  });

  it('encodes the UTF-8 bytes of a text', () => {
    expect(toBase64('é:ß')).toBe('w6k6w58=');
  });

  it('compares authorizationType without case', () => {
    expect(tokenCarrier(custom)).toBe('bearer');
    expect(tokenCarrier({ ...custom, authorizationType: 'QUERYPARAM' })).toBe('queryParam');
    expect(codes({ ...custom, authorizationType: 'cookie' })).toEqual(['MODEL_AUTH_KIND']);
  });

  it('refuses two kinds of cache duration at once', () => {
    const cacheDuration = { duration: 1, timeUnit: 'hours', expiryInResponse: 'json://exp' };
    expect(authentication.safeParse({ ...custom, cacheDuration }).success).toBe(false);
  });

  it.each([
    [{ type: 'basic', user: 'a:b', password: '' }, 'MODEL_AUTH_USER'],
    [{ type: 'apiKey', name: 'X Key', value: 'v', location: 'header' }, 'MODEL_HEADER_NAME'],
    [{ type: 'apiKey', name: 'X-Key', value: 'v\r\nX: y', location: 'header' }, 'MODEL_HEADER_VALUE'],
    [{ type: 'apiKey', name: '$key', value: 'v', location: 'query' }, 'MODEL_QUERY_NAME'],
    [{ ...custom, tokenInResponse: 'xml://a' }, 'MODEL_AUTH_TOKEN'],
    [{ ...custom, endpoint: 'https://10.0.0.1/token' }, 'MODEL_URL_ADDRESS'],
  ] as const)('refuses %j with %s', (value, code) => expect(codes(value)).toEqual([code]));
});

describe('secrets', () => {
  it('are the query of the token endpoint, header values and every leaf of the token body', () => {
    expect(secretPaths(custom)).toEqual([
      ['endpoint', '?'],
      ['headers', 'Authorization'],
      ['body', 'bodyParams', 'user'],
      ['body', 'bodyParams', 'nested', 'password'],
      ['body', 'bodyParams', 'nested', 'tries'],
    ]);
    expect(secretPaths({ type: 'basic', user: 'u', password: 'p' })).toEqual([['password']]);
    expect(secretPaths({ type: 'none' })).toEqual([]);
  });

  it('are masked everywhere they stand, and nowhere else', () => {
    expect(maskSecrets(custom)).toEqual({
      ...custom,
      endpoint: `https://id.example/token?${secretMask}`,
      headers: { Authorization: secretMask },
      body: { bodyType: 'json', bodyParams: { user: secretMask, nested: { password: secretMask, tries: secretMask } } },
    });
  });

  it('survive an update that sends the masks back', () => {
    expect(mergeSecrets(custom, maskSecrets(custom))).toEqual({ authentication: custom, issues: [] });
  });

  it('are asked for where a mask has nothing to stand for', () => {
    const masked = maskSecrets({ type: 'basic', user: 'u', password: 'p' });
    expect(mergeSecrets(undefined, masked).issues.map(({ code, path }) => [code, path])).toEqual([
      ['MODEL_SECRET_MISSING', 'authentication.password'],
    ]);
    expect(mergeSecrets(custom, masked).issues).toHaveLength(1);
  });
});
