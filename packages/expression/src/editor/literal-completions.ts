import type { Expression } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import { timeUnits } from '../functions/date/delta.ts';
import { type Completion, completion } from './completion.ts';
import { parameterDemands } from './function-help.ts';
import { writeString } from './write-text.ts';

/** Zones that marketers write most often, beside those their own journeys use; any IANA name is accepted. */
const commonZones = [
  'UTC',
  'Europe/Paris',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Madrid',
  'Europe/Rome',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
] as const;

/**
 * String literals that make sense as an argument: segments, time zones, units of time. `path` runs from the root of the
 * tree to the argument.
 */
export function literalCompletions(path: readonly Expression[], catalogue: Catalogue): Completion[] {
  const argument = path.at(-1);
  const call = path.at(-2);
  if (argument === undefined || call?.kind !== 'call') return [];
  if (call.name === 'inSegment') return [...(catalogue.segments ?? [])].map((name) => literal('segment', name));
  const demands = parameterDemands(call.name, call.args.indexOf(argument));
  const zones = demands.has('zone') || demands.has('constant zone') ? commonZones : [];
  const units = demands.has('unit') ? timeUnits : [];
  return [...units, ...zones].map((name) => literal('constant', name));
}

function literal(kind: 'segment' | 'constant', value: string): Completion {
  return completion(kind, value, { insert: writeString(value), type: 'string' });
}
