import { dataSource, groupField } from '@cairn/model';
import { z } from 'zod';
import { anyJson, probeOptions } from '../../authored/probe-schema.ts';

export const dataSourceDefinition = dataSource;

export const pastedResponse = z.object({
  responseSample: z.unknown(),
  fields: z.array(groupField).readonly(),
});

export const groupParams = z.object({ id: z.string(), group: z.string() });

/** One trial fetch with values for the group's dynamic values. */
export const groupTest = probeOptions.extend({ params: z.record(z.string(), anyJson).default({}) });
