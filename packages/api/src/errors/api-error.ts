import { type ApiErrorCode, catalogue, type ParamsOf } from './catalogue.ts';
import type { FieldError } from './problem.ts';

/** An answer other than success. Thrown by routes, turned into problem+json by the error handler. */
export class ApiError<Code extends ApiErrorCode = ApiErrorCode> extends Error {
  readonly code: Code;
  readonly httpStatus: number;
  readonly title: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: Code,
    params: ParamsOf<Code>,
    extra: { errors?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    const entry = catalogue[code];
    // Each code's params are checked at the call; here the union of all message functions is one function of never.
    super((entry.message as (params: ParamsOf<Code>) => string)(params), { cause: extra.cause });
    this.name = 'ApiError';
    this.code = code;
    this.httpStatus = entry.httpStatus;
    this.title = entry.title;
    this.errors = extra.errors;
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }
}
