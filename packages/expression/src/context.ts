import type { JsonValue } from './json.ts';
import type { Scope, SegmentStatus } from './scope.ts';
import { parseDateText } from './values/date-text.ts';
import { dateTimeFromParts } from './values/date-time.ts';
import { entriesOf, valuesEqual } from './values/equality.ts';
import { kindOf, type ObjectValue } from './values/value.ts';

/** What a test context leaves to its host: a clock where it names none, and chance. */
export type ContextHost = Partial<Pick<Scope, 'now' | 'random' | 'uuid'>>;

/** Members of an object in a context; none for anything else. */
export function entries(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return kindOf(value) === 'object' ? (entriesOf(value as ObjectValue) as [string, JsonValue][]) : [];
}

export function contextMember(value: JsonValue, name: string): JsonValue {
  return entries(value).find(([key]) => key === name)?.[1] ?? null;
}

/** The answers of a payload `{"$params": [...]}`; undefined for an ordinary payload. */
export function paramAnswers(payload: JsonValue): readonly { params: JsonValue; data: JsonValue }[] | undefined {
  const answers = contextMember(payload, '$params');
  if (!Array.isArray(answers)) return undefined;
  return answers.map((answer) => ({ params: contextMember(answer, 'params'), data: contextMember(answer, 'data') }));
}

/**
 * The scope of a test context (section 13.2). Without `now` in the context or from the host the clock stands at the
 * epoch; without a host, chance is a fixed sequence, so that a case gives the same result every time. Throws a Fault
 * when `now` is no date.
 */
export function scopeFromContext(context: JsonValue, host: ContextHost = {}): Scope {
  const now = contextMember(context, 'now');
  const timeZone = contextMember(context, 'timeZone');
  const read = (section: string) => new Map(entries(contextMember(context, section)));
  const [events, actions, properties, segments] = [
    read('events'),
    read('actions'),
    read('journeyProperties'),
    read('segments'),
  ];
  const sources = new Map([...read('dataSources')].map(([name, groups]) => [name, new Map(entries(groups))] as const));
  const random = host.random ?? fixedRandom();
  return {
    now: typeof now === 'string' ? toInstant(now) : (host.now ?? Temporal.Instant.fromEpochMilliseconds(0)),
    timeZone: typeof timeZone === 'string' ? timeZone : 'UTC',
    event: (name) => events.get(name),
    group: (source, group, params) => answer(sources.get(source)?.get(group), params),
    action: (name) => actions.get(name),
    property: (name) => properties.get(name),
    segmentStatus: (name) => segments.get(name) as SegmentStatus | undefined,
    random,
    uuid: host.uuid ?? (() => uuidFrom(random)),
  };
}

/** The text may be any that toDateTime reads; without an offset it is UTC. */
function toInstant(text: string): Temporal.Instant {
  const { epochMs, nanos } = dateTimeFromParts(parseDateText(text));
  return Temporal.Instant.fromEpochMilliseconds(epochMs).add({ nanoseconds: nanos });
}

/** A group that answers by params gives nothing for params it does not list. */
function answer(
  payload: JsonValue | undefined,
  params: Readonly<Record<string, JsonValue>> | undefined,
): JsonValue | undefined {
  if (payload === undefined) return undefined;
  const answers = paramAnswers(payload);
  if (answers === undefined) return payload;
  return answers.find((candidate) => params !== undefined && valuesEqual(candidate.params, params))?.data;
}

/** mulberry32: a short, even sequence. */
function fixedRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function uuidFrom(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'[Math.floor(random() * 4)]!;
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
