import type { ActionValues } from '@cairn/engine';
import { stringifyJson } from '@cairn/expression';
import { type CustomAction, type ParameterRow, renderBody } from '@cairn/model';
import { type WireRequest, withQuery } from '../transport/wire-request.ts';
import { headerPair } from './header-rows.ts';
import { encodeParameter, joinPath, joinQuery, parseUrl, type TargetUrl, targetUrl } from './target-url.ts';

/** A custom action with everything built that does not depend on the person. */
export interface PreparedAction {
  readonly url: URL;
  /** Throws OUTBOUND_PATH_INVALID or OUTBOUND_HEADER_INVALID. */
  request(values: ActionValues): WireRequest;
}

const alwaysSent: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json'],
  ['Charset', 'UTF-8'],
  ['Accept', 'application/json'],
];

/** Throws OUTBOUND_URL_INVALID or OUTBOUND_HEADER_INVALID. */
export function prepareAction(action: CustomAction): PreparedAction {
  const url = parseUrl(action.url);
  const target = targetUrl(url);
  const headers = constantHeaders(action.headers);
  const query = joinQuery([target.query, ...constantRows(action.queryParameters).map(encodeRow)]);
  const variableHeaders = variableNames(action.headers);
  const variableQuery = variableNames(action.queryParameters);
  const hasBody = action.method !== 'GET' && action.body.length > 0;
  return {
    url,
    request: (values) => ({
      method: action.method,
      origin: target.origin,
      path: requestPath(target, query, variableQuery, values),
      headers: [...headers, ...variableHeaders.flatMap((name) => valueHeader(name, values))],
      credentialHeaders: [],
      body: hasBody ? stringifyJson(renderBody(action, values.parameters)) : null,
    }),
  };
}

function requestPath(target: TargetUrl, constants: string, names: readonly string[], values: ActionValues): string {
  const path = joinPath(target.pathname, values.path);
  if (names.length === 0) return withQuery(path, constants);
  const variables = names.map((name) => {
    const value = values.queryParameters[name] ?? null;
    return value === null ? '' : encodeParameter(name, value);
  });
  return withQuery(path, joinQuery([constants, ...variables]));
}

/** Content-Type, Charset and Accept, then the rows; a row of the same name replaces the value. */
function constantHeaders(rows: readonly ParameterRow[]): string[] {
  const written = new Map(alwaysSent.map((pair) => [pair[0].toLowerCase(), pair]));
  for (const { name, value } of constantRows(rows)) written.set(name.toLowerCase(), [name, value]);
  return [...written.values()].flatMap(([name, value]) => headerPair(name, value));
}

/** A row without a value is left out. */
function valueHeader(name: string, values: ActionValues): string[] {
  const value = values.headers[name] ?? null;
  return value === null ? [] : headerPair(name, value);
}

function constantRows(rows: readonly ParameterRow[]) {
  return rows.filter((row) => row.mode === 'constant');
}

function variableNames(rows: readonly ParameterRow[]): string[] {
  return rows.filter((row) => row.mode === 'variable').map((row) => row.name);
}

function encodeRow(row: { readonly name: string; readonly value: string }): string {
  return encodeParameter(row.name, row.value);
}
