import { z } from 'zod';

export const problemContentType = 'application/problem+json; charset=utf-8';

/** One broken rule of a request: where (dotted path, `items[0].name`), which rule, and the rule in words. */
export const fieldError = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldError>;

/** RFC 9457. `type` is the docs page of the code. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string().optional(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

/** What an error of any package must carry for the API to answer it as it says. */
export interface CodedError {
  readonly code: string;
  readonly httpStatus: number;
  readonly title?: string | undefined;
  readonly message: string;
  readonly errors?: readonly FieldError[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** Whether an error is out of one of our catalogues: its message is ours and safe to show. */
export function isCodedError(error: unknown): error is CodedError {
  if (!(error instanceof Error) || !('code' in error) || !('httpStatus' in error)) return false;
  return typeof error.code === 'string' && typeof error.httpStatus === 'number';
}

/** The problem+json document of an error. */
export function toProblem(error: CodedError, requestId?: string): Problem {
  return {
    type: `/docs/errors#${error.code}`,
    title: error.title ?? error.message,
    status: error.httpStatus,
    code: error.code,
    detail: error.message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
  };
}
