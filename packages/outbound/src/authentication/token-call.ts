import { type CustomAuthentication, evaluateEncodeBase64 } from '@cairn/model';
import { OutboundError } from '../outbound-error.ts';
import { headerPair, headerPairs } from '../request/header-rows.ts';
import { encodeParameter, parseUrl } from '../request/target-url.ts';
import type { Answer, WireRequest } from '../transport/wire-request.ts';
import { isJsonPath, readJsonPath } from './json-path.ts';
import { tokenLifetimeMs } from './token-lifetime.ts';

/** A token and how long it may be reused. */
export interface Token {
  readonly value: string;
  /** Milliseconds from the moment it was received; 0 = this once. */
  readonly lifetimeMs: number;
}

/** How a token travels with the real call. */
export interface Placement {
  /** Flat pairs. */
  readonly headers: readonly string[];
  /** Encoded query, possibly empty. */
  readonly query: string;
}

/** Custom authentication, prepared: the request that obtains a token, and how its answer is read and used. */
export interface TokenCall {
  readonly url: URL;
  readonly request: WireRequest;
  /** Throws OUTBOUND_TOKEN_ABSENT when a successful answer has no token in its place. */
  readToken(answer: Answer): Token;
  /** Throws OUTBOUND_HEADER_INVALID for a token no header can carry. */
  place(token: string): Placement;
}

/** Throws OUTBOUND_URL_INVALID, OUTBOUND_HEADER_INVALID or OUTBOUND_AUTHENTICATION_INVALID. */
export function prepareTokenCall(authentication: CustomAuthentication): TokenCall {
  const url = parseUrl(authentication.endpoint);
  return {
    url,
    request: tokenRequest(authentication, url),
    readToken: (answer) => readToken(authentication, url.host, answer),
    place: placementOf(authentication),
  };
}

function tokenRequest(authentication: CustomAuthentication, url: URL): WireRequest {
  const { method, body } = authentication;
  if (method === 'POST' && !body) throw invalid('a POST token call needs a body');
  const written = Object.entries(authentication.headers ?? {});
  const headers = Object.fromEntries(written.map(([name, value]) => [name.toLowerCase(), evaluateEncodeBase64(value)]));
  const sentBody = method === 'POST' && body ? body : null;
  const contentType = sentBody?.bodyType === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers: ['accept', 'application/json, */*'],
    // Everything of a token call is secret, so none of its headers follows a redirect to another origin.
    credentialHeaders: headerPairs(sentBody ? { 'content-type': contentType, ...headers } : headers),
    body: sentBody ? encodeBody(sentBody) : null,
  };
}

function encodeBody({ bodyType, bodyParams }: NonNullable<CustomAuthentication['body']>): string {
  if (bodyType === 'json') return JSON.stringify(bodyParams);
  const pairs = Object.entries(bodyParams).map(([name, value]): [string, string] => [name, formValue(value)]);
  return new URLSearchParams(pairs).toString();
}

function formValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readToken(authentication: CustomAuthentication, host: string, answer: Answer): Token {
  const place = authentication.tokenInResponse;
  const found = place === 'response' ? answer.body.trim() : readJsonPath(answer.body, place);
  const value = typeof found === 'number' ? String(found) : found;
  if (typeof value !== 'string' || value === '') throw new OutboundError('OUTBOUND_TOKEN_ABSENT', { host, place });
  return { value, lifetimeMs: tokenLifetimeMs(authentication.cacheDuration, answer.body) };
}

function placementOf(authentication: CustomAuthentication): (token: string) => Placement {
  const { tokenTarget, tokenInResponse } = authentication;
  if (tokenInResponse !== 'response' && !isJsonPath(tokenInResponse)) {
    throw invalid('tokenInResponse must be response or json://path');
  }
  const kind = authentication.authorizationType.toLowerCase();
  if (kind === 'bearer') return (token) => ({ headers: headerPair('authorization', `Bearer ${token}`), query: '' });
  if (kind !== 'header' && kind !== 'queryparam') {
    throw invalid('authorizationType must be bearer, header or queryParam');
  }
  if (!tokenTarget) throw invalid('tokenTarget names the header or parameter');
  return kind === 'header'
    ? (token) => ({ headers: headerPair(tokenTarget, token), query: '' })
    : (token) => ({ headers: [], query: encodeParameter(tokenTarget, token) });
}

function invalid(member: string): OutboundError {
  return new OutboundError('OUTBOUND_AUTHENTICATION_INVALID', { member });
}
