import { z } from 'zod';
import { activity } from './activity.ts';

/**
 * An arrow. `branch` names the outlet of `from`: `next` (event, wait, action), `timeout` (event with a timeout path),
 * the id of a condition path, `other` (condition), `error` (alternative path). The order of `transitions` is the
 * order of branches on the canvas, upper first; several `next` arrows from one activity arm events and waits in parallel.
 */
export const transition = z.strictObject({
  id: z.string().min(1),
  from: z.string(),
  branch: z.string().default('next'),
  to: z.string(),
});
export type Transition = z.infer<typeof transition>;

/** What a business user draws: one version of a journey (sections 11 to 13). */
export const journeyDefinition = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().max(2_000).default(''),
  timeZone: z.string().default('UTC'),
  useProfileTimeZone: z.boolean().default(false),
  /** Instants; absent start = publication. */
  startAt: z.string().optional(),
  endAt: z.string().optional(),
  /** Timeout and error: deadline of every call of this journey, tries included. Whole seconds, 1 to 30. */
  timeoutSeconds: z.number().int().min(1).max(30).default(30),
  reentrance: z
    .strictObject({
      isAllowed: z.boolean().default(true),
      waitPeriodSeconds: z.number().int().min(0).max(7_776_000).default(300),
    })
    .default({ isAllowed: true, waitPeriodSeconds: 300 }),
  activities: z.array(activity).default([]),
  transitions: z.array(transition).default([]),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;

export const journeyStatuses = ['draft', 'publishing', 'live', 'closed', 'stopping', 'stopped', 'finished'] as const;
export type JourneyStatus = (typeof journeyStatuses)[number];
