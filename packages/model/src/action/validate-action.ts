import { validateAuthentication } from '../authentication/validate-authentication.ts';
import { adviseUrl, type HostPolicy, validateUrl } from '../endpoint/url-rules.ts';
import { type Issue, issue } from '../issue/issue.ts';
import type { CustomAction } from './action.ts';
import { validateHeaders, validateQueryParameters } from './parameter-rows.ts';
import { validateSamples } from './response-schema.ts';
import { validateBody } from './validate-body.ts';

/**
 * Rules of section 5 beyond the shape; an action with an issue is not stored.
 * Codes: MODEL_URL_*, MODEL_HEADER_*, MODEL_QUERY_NAME, MODEL_ROW_DUPLICATE, MODEL_AUTH_*, MODEL_BODY_*, MODEL_RESPONSE_*.
 */
export const validateAction = (action: CustomAction, policy: HostPolicy = {}): readonly Issue[] => [
  ...validateUrl(action.url, 'url', policy),
  ...validateHeaders(action.headers),
  ...validateQueryParameters(action.queryParameters),
  ...validateAuthentication(action.authentication, 'authentication', policy),
  ...(action.method === 'GET' && action.body.length > 0 ? [issue('MODEL_BODY_NOT_ALLOWED', 'body', {})] : []),
  ...validateBody(action.body),
  ...validateSamples(action),
];

/** Advice on an action that may be saved all the same. */
export const adviseAction = (action: CustomAction): readonly Issue[] => {
  const advice = adviseUrl(action.url, 'url');
  return advice === null ? [] : [advice];
};
