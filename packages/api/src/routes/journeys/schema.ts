import { journeyDefinition, journeyStatuses } from '@cairn/model';
import { z } from 'zod';
import { changeRecord } from '../../authored/authored-schema.ts';
import { listQuery } from '../../authored/list-query.ts';

/** One version of a journey; times are epoch milliseconds. */
export const journeyVersion = z
  .object({
    ...changeRecord,
    journeyId: z.string(),
    version: z.number().int(),
    isLatest: z.boolean(),
    status: z.enum(journeyStatuses),
    publishedAt: z.number().nullable(),
    publishedBy: z.string().nullable(),
    endsAt: z.number().nullable().describe('End date of a published version'),
    closedAt: z.number().nullable(),
    stoppedAt: z.number().nullable(),
    definition: journeyDefinition as z.ZodType<unknown>,
  })
  .meta({ id: 'JourneyVersion' });

export const versionParams = z.object({ versionId: z.string() });

const statusList = z
  .union([z.enum(journeyStatuses), z.array(z.enum(journeyStatuses))])
  .transform((statuses) => [statuses].flat())
  .optional();

export const versionQuery = listQuery.extend({
  status: statusList.describe('May occur several times'),
  latestOnly: z.stringbool().default(false),
  usesObject: z.string().optional().describe('Only versions that use the object of this id'),
});

export const journeyBody = journeyDefinition as z.ZodType<unknown>;

/** Neither closing nor stopping can be undone. */
export const confirmation = z.strictObject({ confirm: z.literal(true) });

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  activityId: z.string().optional(),
  field: z.string().optional(),
  message: z.string(),
});

/** Journey-wide findings first, then activities from left to right. */
export const findings = z.object({ errors: z.array(finding), warnings: z.array(finding) });
