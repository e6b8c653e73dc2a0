import type { Authored, Use } from '@cairn/authoring';
import { journeyStatuses } from '@cairn/model';
import { z } from 'zod';

/** Members every authored thing is read back with. */
export const changeRecord = {
  id: z.string(),
  sandbox: z.string(),
  revision: z.number().int().describe('Send it back with a change; grows by one each time'),
  createdAt: z.number().describe('Epoch milliseconds'),
  createdBy: z.string(),
  updatedAt: z.number().describe('Epoch milliseconds'),
  updatedBy: z.string(),
};

/** An object as the API shows it: its record and its definition, secrets masked. */
export function authored(definition: z.ZodType) {
  return z.object({
    ...changeRecord,
    usedInCount: z.number().int().describe('Journeys with a draft, live or closed version that uses it'),
    definition: definition as z.ZodType<unknown>,
  });
}

/** The API's form of an object. */
export function toAnswer<Body>({ body, ...record }: Authored<Body>) {
  return { ...record, definition: body as unknown };
}

/** A change: the revision it started from, and the whole definition. Further members of a read object are ignored. */
export function change(definition: z.ZodType) {
  return z.object({ revision: z.number().int().min(1), definition: definition as z.ZodType<unknown> });
}

const use = z.object({
  journeyId: z.string(),
  journeyName: z.string(),
  versionId: z.string(),
  version: z.number().int(),
  status: z.enum(journeyStatuses),
  part: z.string().describe('Field group used, for data sources'),
}) satisfies z.ZodType<Use>;

/** The journey versions that use an object. */
export const uses = z.object({ items: z.array(use).readonly() });

export const idParams = z.object({ id: z.string() });
