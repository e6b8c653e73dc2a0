import type { JsonValue } from '@cairn/expression';
import { eventSource } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { EventSource } from './journey-source.ts';
import { compileMatcher, type MatchMessage } from './matching.ts';

function message(entity: JsonValue, more: Partial<MatchMessage> = {}): MatchMessage {
  return { sandbox: 'prod', schema: { name: 'Flight' }, entity, receivedAt: Date.UTC(2030, 0, 1), ...more };
}

function rule(name: string, ruleText: string, more: Partial<EventSource> = {}): EventSource {
  const fields = { delay: { type: 'integer' }, code: { type: 'any' } } as const;
  return eventSource(name, fields, { schemaId: 'schema-7', schemaName: 'Flight', ruleText, ...more });
}

const system = (name: string, eventId: string, more: Partial<EventSource> = {}) =>
  eventSource(name, {}, { type: 'systemGenerated', ruleText: null, eventId, eventIdPath: '_cairn.eventID', ...more });

const namesOf = (events: readonly EventSource[], sent: MatchMessage) =>
  compileMatcher(events)
    .match(sent)
    .map(({ eventName }) => eventName);

describe('system-generated events', () => {
  const events = [system('Paid', 'e-1'), system('Left', 'e-2'), rule('Late', '@{Late.delay} > 60')];

  it('J93 are matched by their ID alone; a wrong ID matches none', () => {
    expect(namesOf(events, message({ id: 'p1', _cairn: { eventID: 'e-1' } }))).toEqual(['Paid']);
    expect(namesOf(events, message({ id: 'p1', _cairn: { eventID: 'e-1' } }, { schema: null }))).toEqual(['Paid']);
    expect(namesOf(events, message({ id: 'p1', _cairn: { eventID: 'e-3' } }))).toEqual([]);
    expect(namesOf(events, message({ id: 'p1', eventID: 'e-1' }))).toEqual([]);
    expect(namesOf(events, message({ id: 'p1', _cairn: { eventID: ['e-1'] } }))).toEqual([]);
  });

  it('find their ID at `eventID` when the schema marks no other field', () => {
    expect(namesOf([system('Paid', 'e-1', { eventIdPath: null })], message({ id: 'p1', eventID: 'e-1' }))).toEqual([
      'Paid',
    ]);
  });
});

describe('rule-based events', () => {
  it('J94 are all triggered by a message that satisfies two of them', () => {
    const events = [
      rule('Late', '@{Late.delay} > 60'),
      rule('Delayed', '@{Delayed.delay} > 15'),
      rule('Early', '@{Early.delay} < 0'),
    ];
    expect(namesOf(events, message({ id: 'p1', delay: 75 }))).toEqual(['Late', 'Delayed']);
    expect(namesOf(events, message({ id: 'p1', delay: 20 }))).toEqual(['Delayed']);
    expect(namesOf(events, message({ id: 'p1', delay: 0 }))).toEqual([]);
  });

  it('J95 do not match a number with a text of the same digits', () => {
    const events = [rule('Exact', '@{Exact.delay} == 5'), rule('Loose', '@{Loose.code} == 5')];
    expect(namesOf(events, message({ id: 'p1', delay: 5, code: 5 }))).toEqual(['Exact', 'Loose']);
    expect(namesOf(events, message({ id: 'p1', delay: '5', code: '5' }))).toEqual([]);
  });

  it('see only messages of their schema, named by id or by name, and of their sandbox', () => {
    const events = [rule('Late', 'true')];
    expect(namesOf(events, message({ id: 'p1' }, { schema: { id: 'schema-7' } }))).toEqual(['Late']);
    expect(namesOf(events, message({ id: 'p1' }, { schema: { name: 'Flight' } }))).toEqual(['Late']);
    expect(namesOf(events, message({ id: 'p1' }, { schema: { id: 'schema-8' } }))).toEqual([]);
    expect(namesOf(events, message({ id: 'p1' }, { schema: null }))).toEqual([]);
    expect(namesOf(events, message({ id: 'p1' }, { sandbox: 'dev' }))).toEqual([]);
  });

  it('that do not compile match nothing and stop no other', () => {
    const matcher = compileMatcher([rule('Broken', '@{Nobody.x} == 1'), rule('Late', '@{Late.delay} > 60')]);
    expect(matcher.match(message({ id: 'p1', delay: 75 })).map(({ eventName }) => eventName)).toEqual(['Late']);
    expect(matcher.broken.map(({ event }) => event.name)).toEqual(['Broken']);
  });
});

describe('keys', () => {
  const keyOf = (keyText: string, entity: JsonValue) =>
    compileMatcher([rule('Late', 'true', { keyText })]).match(message(entity))[0]?.key;

  it('are computed by the expression of the event', () => {
    expect(keyOf("@{Late.id} + '-' + toString(@{Late.delay})", { id: 'p1', delay: 7 })).toBe('p1-7');
    expect(keyOf('@{Late.delay}', { delay: 7 })).toBe('7');
  });

  it('that evaluate to empty are null', () => {
    expect(keyOf('@{Late.id}', {})).toBeNull();
    expect(keyOf('@{Late.id}', { id: null })).toBeNull();
    expect(keyOf('@{Late.id}', { id: '' })).toBeNull();
    expect(keyOf('@{Late.id}', { id: '  ' })).toBeNull();
  });

  it('that cannot be stored or computed are null', () => {
    expect(keyOf('@{Late.id}', { id: 'x'.repeat(512) })).toHaveLength(512);
    expect(keyOf('@{Late.id}', { id: 'x'.repeat(513) })).toBeNull();
    expect(keyOf('@{Late.id}', { id: 'a\0b' })).toBeNull();
    expect(keyOf('@{Late.id}', { id: 'half \ud800' })).toBeNull();
    expect(keyOf('@{Late.id}', { id: 5 })).toBeNull();
    expect(keyOf('@{Late.code}', { code: ['a'] })).toBeNull();
    expect(keyOf('uuid()', { id: 'p1' })).toBeNull();
    expect(keyOf('toString(toInteger(@{Late.id}))', { id: 'x' })).toBeNull();
  });

  it('come with the namespace, and the schema whose history is kept', () => {
    const kept = rule('Late', 'true', { namespace: 'Email', isKeptAsHistory: true });
    expect(compileMatcher([kept]).match(message({ id: 'p1' }))).toEqual([
      { eventId: 'event-Late', eventName: 'Late', namespace: 'Email', key: 'p1', historySchemaId: 'schema-7' },
    ]);
  });
});
