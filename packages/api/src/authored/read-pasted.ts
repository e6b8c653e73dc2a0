import type { Outcome } from '@cairn/model';
import { ApiError } from '../errors/api-error.ts';

/** What a pasted sample yields, or API_VALIDATION with the reasons why there is nothing. */
export function readPasted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new ApiError('API_VALIDATION', { where: 'sample' }, { errors: outcome.issues });
}
