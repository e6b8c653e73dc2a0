import { describe, expect, it } from 'vitest';
import { adviseUrl, validateUrl } from './url-rules.ts';

const codes = (url: string, options = {}) => validateUrl(url, 'url', options).map(({ code }) => code);

describe('a configured URL', () => {
  it('J3 uses port 80 with http and 443 with https, no other', () => {
    expect(codes('http://host:8080/x')).toEqual(['MODEL_URL_PORT']);
    expect(codes('https://host:8443')).toEqual(['MODEL_URL_PORT']);
    expect(codes('http://host:443')).toEqual(['MODEL_URL_PORT']);
    expect(codes('http://host')).toEqual([]);
    expect(codes('https://host:443/x')).toEqual([]);
  });

  it.each([
    'http://10.0.0.1/',
    'https://[::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'https://[::ffff:10.0.0.1]/x',
  ])('J4 refuses the IP literal %s', (url) => expect(codes(url)).toContain('MODEL_URL_ADDRESS'));

  it('J4 refuses hosts that are internal to the operator', () => {
    const internalHosts = ['vault', '.corp.example'];
    expect(codes('https://vault/x', { internalHosts })).toEqual(['MODEL_URL_INTERNAL']);
    expect(codes('https://VAULT./x', { internalHosts })).toEqual(['MODEL_URL_INTERNAL']);
    expect(codes('https://db.corp.example', { internalHosts })).toEqual(['MODEL_URL_INTERNAL']);
    expect(codes('https://corp.example', { internalHosts })).toEqual([]);
    expect(codes('https://localhost')).toEqual(['MODEL_URL_INTERNAL']);
  });

  it('J5 is advised to be https, and saved all the same', () => {
    expect(codes('http://host/x')).toEqual([]);
    expect(adviseUrl('http://host/x', 'url')?.code).toBe('MODEL_URL_HTTPS_ADVISED');
    expect(adviseUrl('https://host/x', 'url')).toBeNull();
  });

  it('may name a host that the operator allows nevertheless, on any port', () => {
    const allowedHosts = ['localhost', '127.0.0.1', '::1'];
    expect(codes('http://localhost:4010/x', { allowedHosts })).toEqual([]);
    expect(codes('http://127.0.0.1:4010/x', { allowedHosts })).toEqual([]);
    expect(codes('http://[::1]:4010/x', { allowedHosts })).toEqual([]);
    expect(codes('http://localhost.example:4010/x', { allowedHosts })).toEqual(['MODEL_URL_PORT']);
  });

  it.each([
    ['ftp://host/x', 'MODEL_URL_INVALID'],
    ['host/x', 'MODEL_URL_INVALID'],
    ['http:host', 'MODEL_URL_INVALID'],
    ['https:\\\\host', 'MODEL_URL_INVALID'],
    ['https://host/{id}', 'MODEL_URL_VARIABLE'],
    ['https://host/a b', 'MODEL_URL_VARIABLE'],
    ['https://user:pw@host/', 'MODEL_URL_PART'],
    ['https://host/#part', 'MODEL_URL_PART'],
    ['https://host/?a=1', 'MODEL_URL_PART'],
  ])('refuses %s with %s', (url, code) => expect(codes(url)).toEqual([code]));

  it('may carry a query where the owner has no parameter rows', () => {
    expect(codes('https://host/?units=metric', { hasQuery: true })).toEqual([]);
  });
});
