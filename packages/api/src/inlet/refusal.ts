import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { type FieldError, fieldError } from '../errors/problem.ts';

/** Why one message of many was not taken. */
export const refusal = z.object({ code: z.string(), detail: z.string(), errors: z.array(fieldError).optional() });
export type Refusal = z.infer<typeof refusal>;

/** The result of reading one message, or the reason to refuse it; errors that are not about the message go on. */
export function refusalOr<T>(read: () => T): { readonly value: T } | { readonly refused: Refusal } {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof ApiError) || error.httpStatus >= 500) throw error;
    return { refused: { code: error.code, detail: error.message, ...(error.errors && { errors: [...error.errors] }) } };
  }
}

/** Broken rules of one message as broken rules of the whole request. */
export function fieldErrorsAt(path: string, { code, detail, errors }: Refusal): readonly FieldError[] {
  if (errors === undefined) return [{ path, code, message: detail }];
  return errors.map((error) => ({ ...error, path: error.path === '' ? path : `${path}.${error.path}` }));
}
