import { isHeaderName, isHeaderValue, isQueryName, isReservedHeader } from '../endpoint/header-rules.ts';
import { type HostPolicy, validateUrl } from '../endpoint/url-rules.ts';
import { type Issue, issue } from '../issue/issue.ts';
import type { Authentication, CustomAuthentication } from './authentication.ts';
import { hasMalformedFunction } from './encode-base64.ts';

/**
 * Rules of section 4 beyond the shape. Codes: MODEL_AUTH_*, MODEL_HEADER_*, MODEL_QUERY_NAME, MODEL_URL_* (token endpoint).
 * `path` is where the authentication stands in its owner.
 */
export const validateAuthentication = (
  authentication: Authentication,
  path: string,
  policy: HostPolicy = {},
): readonly Issue[] => {
  switch (authentication.type) {
    case 'none':
      return [];
    case 'basic':
      return authentication.user.includes(':') ? [issue('MODEL_AUTH_USER', `${path}.user`, {})] : [];
    case 'apiKey':
      return checkCarrier(authentication.location, authentication.name, authentication.value, path);
    case 'customAuthorization':
      return checkCustom(authentication, path, policy);
  }
};

/** The ways a token is put into the real call, by the lower-case spelling of `authorizationType`. */
const carriers = new Map<string, 'bearer' | 'header' | 'queryParam'>([
  ['bearer', 'bearer'],
  ['header', 'header'],
  ['queryparam', 'queryParam'],
]);

/** How the token is carried, compared without case; null when the type is unknown. */
export const tokenCarrier = (authentication: CustomAuthentication): 'bearer' | 'header' | 'queryParam' | null =>
  carriers.get(authentication.authorizationType.toLowerCase()) ?? null;

const checkCustom = (custom: CustomAuthentication, path: string, policy: HostPolicy): readonly Issue[] => {
  const found: Issue[] = [...validateUrl(custom.endpoint, `${path}.endpoint`, { ...policy, hasQuery: true })];
  if ((custom.method === 'POST') !== (custom.body !== undefined))
    found.push(issue('MODEL_AUTH_BODY', `${path}.body`, {}));
  if (!isTokenPath(custom.tokenInResponse)) found.push(issue('MODEL_AUTH_TOKEN', `${path}.tokenInResponse`, {}));
  const { cacheDuration } = custom;
  if (cacheDuration && 'expiryInResponse' in cacheDuration && !isTokenPath(cacheDuration.expiryInResponse)) {
    found.push(issue('MODEL_AUTH_TOKEN', `${path}.cacheDuration.expiryInResponse`, {}));
  }
  return [...found, ...checkTokenTarget(custom, path), ...checkTokenHeaders(custom, path)];
};

const checkTokenTarget = (custom: CustomAuthentication, path: string): readonly Issue[] => {
  const carrier = tokenCarrier(custom);
  if (carrier === null) {
    return [issue('MODEL_AUTH_KIND', `${path}.authorizationType`, { name: custom.authorizationType })];
  }
  if (carrier === 'bearer') return [];
  const target = custom.tokenTarget ?? '';
  if (target === '') return [issue('MODEL_AUTH_TARGET', `${path}.tokenTarget`, {})];
  return checkName(carrier === 'header' ? 'header' : 'query', target, `${path}.tokenTarget`);
};

const checkTokenHeaders = (custom: CustomAuthentication, path: string): readonly Issue[] =>
  Object.entries(custom.headers ?? {}).flatMap(([name, value]) => [
    ...checkCarrier('header', name, value, `${path}.headers.${name}`),
    ...(hasMalformedFunction(value) ? [issue('MODEL_AUTH_FUNCTION', `${path}.headers.${name}`, { name })] : []),
  ]);

const checkCarrier = (location: 'header' | 'query', name: string, value: string, path: string): readonly Issue[] => [
  ...checkName(location, name, `${path}.name`),
  ...(location === 'header' && !isHeaderValue(value) ? [issue('MODEL_HEADER_VALUE', `${path}.value`, {})] : []),
];

const checkName = (location: 'header' | 'query', name: string, path: string): readonly Issue[] => {
  if (location === 'query') return isQueryName(name) ? [] : [issue('MODEL_QUERY_NAME', path, { name })];
  if (!isHeaderName(name)) return [issue('MODEL_HEADER_NAME', path, { name })];
  return isReservedHeader(name) ? [issue('MODEL_HEADER_RESERVED', path, { name })] : [];
};

const isTokenPath = (text: string): boolean => text === 'response' || /^json:\/\/[^.\s]+(\.[^.\s]+)*$/.test(text);
