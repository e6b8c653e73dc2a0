import { IntakeOverloaded } from '@cairn/engine';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ApiError } from './api-error.ts';
import { type CodedError, type FieldError, isCodedError } from './problem.ts';

/**
 * Any error a route can end in, as one of our codes. Messages of foreign errors are never shown: V8's JSON errors
 * quote the body and database errors quote values, which may be secrets or personal data.
 */
export function translate(error: unknown, request: { id: string; bodyLimitBytes: number }): CodedError {
  if (error instanceof IntakeOverloaded) return overloaded(error);
  if (isCodedError(error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  return fromForeign(error, request) ?? new ApiError('API_INTERNAL', { requestId: request.id }, { cause: error });
}

function overloaded(error: IntakeOverloaded): ApiError {
  const { retryAfterSeconds } = error;
  const code = error.code === 'INTAKE_RATE_EXCEEDED' ? 'API_RATE_EXCEEDED' : 'API_OVERLOADED';
  return new ApiError(code, { retryAfterSeconds }, { retryAfterSeconds, cause: error });
}

/** Names of the parts of a request as fastify calls them, in words. */
const parts: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query string',
  params: 'path',
  headers: 'headers',
};

function invalidRequest(error: {
  validation: { instancePath: string; keyword: string; message?: string | undefined }[];
  validationContext?: string | undefined;
}): ApiError {
  const errors = error.validation.map(
    ({ instancePath, keyword, message }): FieldError => ({
      path: toDottedPath(instancePath),
      code: keyword,
      message: inOurWords(message ?? keyword),
    }),
  );
  return new ApiError('API_VALIDATION', { where: parts[error.validationContext ?? 'body'] ?? 'request' }, { errors });
}

/** The validator speaks of what it received in terms of JavaScript; people sent JSON or a query. */
function inOurWords(message: string): string {
  const [, expected, received] = /^Invalid input: expected (.+), received (\w+)$/.exec(message) ?? [];
  if (expected === undefined) return message;
  if (received === 'undefined') return 'is required';
  const article = /^[aeio]/.test(expected) ? 'an' : 'a';
  return received === 'NaN' ? `must be ${article} ${expected}` : `must be ${article} ${expected}, not ${received}`;
}

/** `/items/0/name` -> `items[0].name`. */
function toDottedPath(instancePath: string): string {
  return instancePath
    .split('/')
    .filter((part) => part !== '')
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
}

const invalidCursor: FieldError = {
  path: 'cursor',
  code: 'unknown_cursor',
  message: 'must be a nextCursor of this list',
};

function fromForeign(error: unknown, request: { bodyLimitBytes: number }): ApiError | undefined {
  const { code, statusCode } = error as Partial<FastifyError>;
  switch (code) {
    case 'STORE_CURSOR_INVALID':
      return new ApiError('API_VALIDATION', { where: 'query string' }, { errors: [invalidCursor], cause: error });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('API_BODY_TOO_LARGE', { maxBytes: request.bodyLimitBytes });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError('API_UNSUPPORTED_MEDIA_TYPE', {});
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new ApiError('API_MALFORMED_JSON', { reason: 'it is empty' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ApiError('API_BAD_REQUEST', { reason: 'the body is not as long as content-length says' });
    case 'ECONNRESET':
      return new ApiError('API_BAD_REQUEST', { reason: 'the connection ended before the body was complete' });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError('API_BAD_REQUEST', { reason: 'the request is not valid' }, { cause: error });
  }
  return undefined;
}
