import { z } from 'zod';

/**
 * How an endpoint is authenticated (section 4). Secret members (`password`, `value`, and in custom authentication
 * every body parameter, header value and query part) never leave the server: the store keeps them sealed, the API shows `secretMask`.
 */
export const basicAuthentication = z.strictObject({
  type: z.literal('basic'),
  user: z.string().min(1),
  password: z.string(),
});

export const apiKeyAuthentication = z.strictObject({
  type: z.literal('apiKey'),
  name: z.string().min(1),
  value: z.string().min(1),
  location: z.enum(['header', 'query']),
});

/** Units of `cacheDuration`, shortest first. */
export const cacheUnits = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'months', 'years'] as const;

/** The JSON document of custom authentication: a token call, then the token injected into the real call. */
export const customAuthentication = z.strictObject({
  type: z.literal('customAuthorization'),
  endpoint: z.string().min(1),
  method: z.enum(['GET', 'POST']),
  headers: z.record(z.string(), z.string()).optional(),
  body: z
    .strictObject({ bodyType: z.enum(['form', 'json']), bodyParams: z.record(z.string(), z.unknown()) })
    .optional(),
  /** `response` (the whole body is the token) or `json://path.to.token`. */
  tokenInResponse: z.string().min(1),
  /** Compared case-insensitively: bearer, header, queryParam. */
  authorizationType: z.string(),
  tokenTarget: z.string().optional(),
  cacheDuration: z
    .union([
      z.strictObject({ duration: z.number().int().positive(), timeUnit: z.enum(cacheUnits) }),
      z.strictObject({ expiryInResponse: z.string().startsWith('json://'), timeUnit: z.enum(cacheUnits) }),
    ])
    .optional(),
});

export const authentication = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  basicAuthentication,
  apiKeyAuthentication,
  customAuthentication,
]);
export type Authentication = z.infer<typeof authentication>;
export type CustomAuthentication = z.infer<typeof customAuthentication>;
