import { describe, expect, it } from 'vitest';
import { type CustomAction, customAction } from './action.ts';
import { headerRows } from './parameter-rows.ts';
import { adviseAction, validateAction } from './validate-action.ts';

const actionWith = (members: Partial<CustomAction> | Record<string, unknown> = {}): CustomAction =>
  customAction.parse({ name: 'Notify', url: 'https://api.example/x', method: 'POST', ...members });
const issuesOf = (members: Record<string, unknown>) =>
  validateAction(actionWith(members)).map(({ code, path }) => [code, path]);
const constant = (name: string, value: string) => ({ name, mode: 'constant', value });

describe('a custom action', () => {
  it.each(['with space', 'with-hyphen', 'accentué', 'x'.repeat(31), ''])('J1 cannot be called "%s"', (name) => {
    expect(customAction.safeParse({ name, url: 'https://h', method: 'POST' }).success).toBe(false);
  });

  it('J1 can be called by 30 letters, digits and underscores', () => {
    expect(actionWith({ name: `Az_9${'x'.repeat(26)}` }).name).toHaveLength(30);
  });

  it('J2 needs name, URL and method, and no description', () => {
    expect(actionWith().description).toBe('');
    for (const missing of ['name', 'url', 'method']) {
      const { [missing]: _left, ...rest } = { name: 'A', url: 'https://h', method: 'POST' } as Record<string, string>;
      expect(customAction.safeParse(rest).success).toBe(false);
    }
    expect(customAction.safeParse({ name: 'A', url: '', method: 'POST' }).success).toBe(false);
  });

  it('J3 J4 refuses other ports, address literals and internal hosts', () => {
    expect(issuesOf({ url: 'http://host:8080/x' })).toEqual([['MODEL_URL_PORT', 'url']]);
    expect(issuesOf({ url: 'https://192.0.2.1/x' })).toEqual([['MODEL_URL_ADDRESS', 'url']]);
    const policy = { internalHosts: ['vault'] };
    expect(validateAction(actionWith({ url: 'https://vault/' }), policy)).toHaveLength(1);
  });

  it('J5 with an http URL is fine, with an advice', () => {
    const action = actionWith({ url: 'http://host/x' });
    expect(validateAction(action)).toEqual([]);
    expect(adviseAction(action).map(({ code }) => code)).toEqual(['MODEL_URL_HTTPS_ADVISED']);
    expect(adviseAction(actionWith())).toEqual([]);
  });

  it('J6 is POST, PUT or GET and never DELETE', () => {
    expect(['POST', 'PUT', 'GET'].map((method) => actionWith({ method }).method)).toEqual(['POST', 'PUT', 'GET']);
    for (const method of ['DELETE', 'PATCH', 'post']) {
      expect(customAction.safeParse({ ...actionWith(), method }).success).toBe(false);
    }
  });

  it('J7 always holds Content-Type application/json and Charset UTF-8', () => {
    expect(headerRows(actionWith())).toEqual([
      constant('Content-Type', 'application/json'),
      constant('Charset', 'UTF-8'),
    ]);
    expect(headerRows(actionWith({ headers: [constant('X-A', '1')] }))).toHaveLength(3);
    expect(issuesOf({ headers: [constant('charset', 'latin1')] })).toEqual([['MODEL_HEADER_RESERVED', 'headers.0']]);
  });

  it('J8 may change Content-Type to another JSON media type only', () => {
    const json = constant('content-type', 'application/vnd.api+json; charset=utf-8');
    expect(issuesOf({ headers: [json] })).toEqual([]);
    expect(headerRows(actionWith({ headers: [json] }))).toEqual([constant('Charset', 'UTF-8'), json]);
    expect(issuesOf({ headers: [constant('Content-Type', 'text/xml')] })).toEqual([
      ['MODEL_HEADER_CONTENT_TYPE', 'headers.0'],
    ]);
    expect(issuesOf({ headers: [{ name: 'Content-Type', mode: 'variable', label: 'Type' }] })).toHaveLength(1);
  });

  it.each(['.a', '$a', 'a b', 'a\u0001', '', 'a\r\nb'])('J9 refuses the header and query name %j', (name) => {
    expect(issuesOf({ headers: [constant(name, 'v')] })).toEqual([['MODEL_HEADER_NAME', 'headers.0.name']]);
    expect(issuesOf({ queryParameters: [constant(name, 'v')] })).toEqual([
      ['MODEL_QUERY_NAME', 'queryParameters.0.name'],
    ]);
  });

  it('refuses a header value with a line break', () => {
    expect(issuesOf({ headers: [constant('X-A', 'v\r\nX-B: w')] })).toEqual([
      ['MODEL_HEADER_VALUE', 'headers.0.value'],
    ]);
    expect(issuesOf({ headers: [constant('X-A', 'v\nw')] })).toHaveLength(1);
  });

  it('refuses headers that belong to the connection, and names given twice', () => {
    expect(issuesOf({ headers: [constant('Host', 'x')] })).toEqual([['MODEL_HEADER_RESERVED', 'headers.0.name']]);
    expect(issuesOf({ headers: [constant('X-A', '1'), constant('x-a', '2')] })).toEqual([
      ['MODEL_ROW_DUPLICATE', 'headers.1.name'],
    ]);
  });

  it('has at most 100 rows of each kind', () => {
    const rows = Array.from({ length: 101 }, (_, index) => constant(`x${index}`, 'v'));
    expect(issuesOf({ headers: rows.slice(1), queryParameters: rows.slice(1) })).toEqual([]);
    expect(issuesOf({ headers: rows, queryParameters: rows })).toEqual([
      ['MODEL_LIMIT', 'headers'],
      ['MODEL_LIMIT', 'queryParameters'],
    ]);
  });

  it('has no body with GET', () => {
    const body = [{ name: 'a', type: 'integer', mode: 'constant', value: 1 }];
    expect(issuesOf({ method: 'GET', body })).toEqual([['MODEL_BODY_NOT_ALLOWED', 'body']]);
  });
});
