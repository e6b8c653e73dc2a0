import { bodyField, customAction } from '@cairn/model';
import { z } from 'zod';
import { anyJson, probeOptions } from '../../authored/probe-schema.ts';

export const action = customAction;

/** A pasted JSON sample, as text: what is wrong with it is told in its own words. */
export const pastedSample = z.strictObject({ text: z.string() });
export const pastedBody = z.object({ body: z.array(bodyField).readonly() });

/** One trial call: values for the variable parts, as a journey would compute them. */
export const actionTest = probeOptions.extend({
  path: z.string().nullable().default(null),
  headers: z.record(z.string(), z.string().nullable()).default({}),
  queryParameters: z.record(z.string(), z.string().nullable()).default({}),
  parameters: z.record(z.string(), anyJson).default({}).describe('Dotted path of a variable body field -> value'),
});
