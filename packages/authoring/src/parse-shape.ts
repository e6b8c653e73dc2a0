import { shapeIssues } from '@cairn/model';
import type { z } from 'zod';
import { refuseProblems } from './refusal.ts';

/** What was sent, in the shape of the schema, defaults filled in. Throws AUTHORING_INVALID naming each wrong field. */
export function parseShape<T>(shape: z.ZodType<T>, label: string, sent: unknown): T {
  const result = shape.safeParse(sent);
  if (!result.success) refuseProblems(label, shapeIssues(result.error));
  return result.data as T;
}
