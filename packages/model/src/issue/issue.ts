import type { z } from 'zod';
import { type ModelErrorCode, modelErrors } from './model-errors.ts';

/** One broken rule: its stable code, the dotted path of the field (list positions as numbers), and a sentence for people. */
export interface Issue {
  readonly code: ModelErrorCode;
  readonly path: string;
  readonly message: string;
}

type ParamsOf<C extends ModelErrorCode> = Parameters<(typeof modelErrors)[C]['message']>[0];

/** Makes an issue of the catalogue; the parameters are those its message asks for. */
export const issue = <C extends ModelErrorCode>(code: C, path: string, params: ParamsOf<C>): Issue => {
  const message = modelErrors[code].message as (given: ParamsOf<C>) => string;
  return { code, path, message: message(params) };
};

/** What zod found wrong with the shape of an input, as issues of code MODEL_SHAPE. */
export const shapeIssues = (error: z.ZodError): readonly Issue[] =>
  error.issues.map(({ path, message }) => issue('MODEL_SHAPE', path.map(String).join('.'), { reason: message }));
