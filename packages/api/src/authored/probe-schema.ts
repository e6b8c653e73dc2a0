import type { JsonValue } from '@cairn/expression';
import { z } from 'zod';

/** Any value: what comes out of the JSON parser is one. */
export const anyJson = z.unknown() as z.ZodType<JsonValue>;

/** Members of every trial call. */
export const probeOptions = z.strictObject({
  timeoutSeconds: z.number().int().min(1).max(30).default(30).describe('Over all tries, like that of a journey'),
});

const header = z.tuple([z.string(), z.string()]).readonly();

const exchange = z.object({
  purpose: z.string().describe('token or the call itself'),
  method: z.string(),
  url: z.string(),
  requestHeaders: z.array(header).readonly(),
  requestBody: z.string().nullable(),
  status: z.number().int().nullable(),
  responseHeaders: z.array(header).readonly(),
  responseBody: z.string().nullable(),
  isResponseCut: z.boolean(),
  error: z.string().nullable(),
  startedAt: z.number(),
  elapsedMs: z.number(),
});
const exchanges = z.array(exchange).readonly();

/** The whole exchange of a trial call, secrets masked. */
export const testReport = z
  .object({
    result: z.object({
      outcome: z.string(),
      httpStatus: z.number().int().nullable(),
      statusCode: z.string(),
      attempts: z.number().int(),
      elapsedMs: z.number(),
      message: z.string().nullable(),
      originError: z.string().nullable(),
      originErrorCode: z.string().nullable(),
    }),
    exchanges,
  })
  .meta({ id: 'TestReport' });

export const authenticationReport = z
  .object({ isValid: z.boolean(), isChecked: z.boolean(), message: z.string(), exchanges })
  .meta({ id: 'AuthenticationReport' });
