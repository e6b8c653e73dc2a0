import type { JsonValue } from '@cairn/expression';
import { describe, expect, it } from 'vitest';
import { fieldTree } from '../schema/field-tree.ts';
import { prefillIdentity } from '../schema/identity.ts';
import { flightSchema } from '../schema/sample-schema.fixture.ts';
import { type EventDefinition, eventDefinition } from './event.ts';
import { isSchemaAvailable, selectionCount, withEventId } from './event-selection.ts';
import { payloadPreview, previewText } from './payload-preview.ts';
import { validateEvent } from './validate-event.ts';

const landed = {
  type: 'ruleBased',
  name: 'Landed',
  schemaId: 's-1',
  fields: ['_id', 'passenger.email', 'delay'],
  namespace: 'Email',
  key: '@{Landed.passenger.email}',
  rule: { kind: 'row', field: 'delay', operator: 'greaterThan', value: 15 },
};
const eventOf = (members: object = {}): EventDefinition => eventDefinition.parse({ ...landed, ...members });
const systemEvent = (members: object = {}): EventDefinition => {
  const { rule: _rule, ...common } = landed;
  return eventDefinition.parse({ ...common, type: 'systemGenerated', ...members });
};
const issuesOf = (event: EventDefinition, schema = flightSchema) =>
  validateEvent(event, schema).map(({ code, path }) => [code, path]);
const header = { organizationId: 'org-1', sourceName: 'Airport' };
const entityOf = (event: EventDefinition) =>
  (payloadPreview(event, flightSchema, header) as { body: { xdmEntity: Record<string, JsonValue> } }).body.xdmEntity;

describe('an event', () => {
  it('is fine with a rule, a schema and a key over its selected fields', () => {
    expect(issuesOf(eventOf())).toEqual([]);
    expect(issuesOf(systemEvent())).toEqual([]);
  });

  it.each(['rule', 'schemaId', 'key'])('J78 that is rule-based is refused without %s', (member) => {
    const { [member]: _left, ...rest } = landed as Record<string, unknown>;
    const parsed = eventDefinition.safeParse(rest);
    expect(parsed.error?.issues[0]?.path).toEqual([member]);
  });

  it('J81 takes any event schema when rule-based, one with an event ID field when system-generated', () => {
    const { _id, ...properties } = flightSchema.document.properties ?? {};
    const withoutId = { ...flightSchema, document: { ...flightSchema.document, required: ['passenger'], properties } };
    const profile = { ...flightSchema, class: 'profile' as const };
    const available = (type: EventDefinition['type'], schema: typeof flightSchema) =>
      isSchemaAvailable(type, schema, fieldTree(schema.document));
    expect([available('ruleBased', flightSchema), available('ruleBased', withoutId)]).toEqual([true, true]);
    expect([available('systemGenerated', flightSchema), available('systemGenerated', withoutId)]).toEqual([
      true,
      false,
    ]);
    expect(available('ruleBased', profile)).toBe(false);
    expect(issuesOf(systemEvent(), withoutId)).toEqual([['MODEL_EVENT_SCHEMA_WITHOUT_ID', 'schemaId']]);
    expect(issuesOf(eventOf(), profile)).toEqual([['MODEL_EVENT_SCHEMA_CLASS', 'schemaId']]);
  });

  it('must select what the schema makes mandatory, and only what it has', () => {
    expect(issuesOf(eventOf({ fields: ['passenger.email', 'delay'] }))).toEqual([
      ['MODEL_EVENT_FIELD_MANDATORY', 'fields'],
    ]);
    expect(issuesOf(eventOf({ fields: [...landed.fields, 'speed'] }))).toEqual([
      ['MODEL_EVENT_FIELD_UNKNOWN', 'fields.3'],
    ]);
  });

  it('must select what its key and rule read', () => {
    expect(issuesOf(eventOf({ key: '@{Landed.passenger.name}' }))).toEqual([['MODEL_EVENT_FIELD_NOT_SELECTED', 'key']]);
    expect(issuesOf(eventOf({ fields: ['_id', 'passenger'] }))).toEqual([
      ['MODEL_EVENT_FIELD_NOT_SELECTED', 'rule.field'],
    ]);
  });

  it('J85 tells the number of selected fields, a parent counting for the fields below it', () => {
    expect(selectionCount(eventOf(), fieldTree(flightSchema.document))).toBe(3);
    expect(selectionCount(eventOf({ fields: ['_id', 'passenger'] }), fieldTree(flightSchema.document))).toBe(3);
  });

  it('J86 keeps another namespace and key than the primary identity of its schema fills in', () => {
    const tree = fieldTree(flightSchema.document);
    const filled = prefillIdentity('Landed', tree);
    expect(filled).toMatchObject({ namespace: 'Email', key: '@{Landed.passenger.email}' });
    const edited = eventOf({ namespace: 'Passenger', key: '@{Landed._id}' });
    expect(edited).toMatchObject({ namespace: 'Passenger', key: '@{Landed._id}' });
    expect(issuesOf(edited)).toEqual([]);
  });

  it('J88 has a key that may concatenate two payload fields and may not read a linked record', () => {
    const fields = [...landed.fields, 'passenger.name', 'booking.code'];
    const key = "@{Landed.passenger.email} + '-' + @{Landed.passenger.name}";
    expect(issuesOf(eventOf({ fields, key }))).toEqual([]);
    expect(issuesOf(eventOf({ fields, key: '@{Landed.booking.code}' }))).toEqual([['MODEL_EVENT_FIELD_LINKED', 'key']]);
  });

  it('reads its key from its payload: with a constant all people would be one', () => {
    for (const key of ['"everybody"', 'true', 'uuid()']) {
      expect(issuesOf(eventOf({ key }))).toEqual([['MODEL_EVENT_KEY', 'key']]);
    }
    expect(issuesOf(eventOf({ key: '"P-" + @{Landed.passenger.email}' }))).toEqual([]);
  });

  it('refuses a linked field in its rule, and lets its payload carry one', () => {
    const fields = [...landed.fields, 'booking.code'];
    expect(issuesOf(eventOf({ fields }))).toEqual([]);
    const rule = { kind: 'row', field: 'booking.code', operator: 'isNotNull' };
    expect(issuesOf(eventOf({ fields, rule }))).toEqual([['MODEL_EVENT_FIELD_LINKED', 'rule']]);
  });

  it.each([
    ['it does not compile', 'lower('],
    ['it reads another event', '@{Other.id}'],
    ['it reads a data source', '#{Crm.Person.id}'],
    ['it reads a journey property', '@{JourneyProperties.journeyUID}'],
    ['it asks for a segment', 'if (inSegment("A")) then ("a") else ("b")'],
    ['it yields a list', '@{Landed.legs.port}'],
  ])('refuses a key when %s', (_why, key) => {
    expect(issuesOf(eventOf({ fields: [...landed.fields, 'legs'], key }))).toEqual([['MODEL_EVENT_KEY', 'key']]);
  });

  it('accepts the key that choosing a namespace fills in', () => {
    const key = '@{Landed.identityMap.entry("Email").first().id}';
    expect(issuesOf(eventOf({ fields: [...landed.fields, 'identityMap'], key }))).toEqual([]);
    expect(issuesOf(eventOf({ key }))).toEqual([['MODEL_EVENT_FIELD_NOT_SELECTED', 'key']]);
  });
});

describe('the payload preview', () => {
  it('J82 lacks the event ID before the first save and holds one constant ID after', () => {
    const draft = systemEvent();
    expect(entityOf(draft)).not.toHaveProperty('_id');
    const saved = withEventId(draft, null, 'id-1');
    expect(entityOf(saved)._id).toBe('id-1');
    expect(entityOf(withEventId(systemEvent({ name: 'Renamed' }), saved, 'id-2'))._id).toBe('id-1');
    expect(entityOf(withEventId(draft, null, 'id-2'))._id).toBe('id-2');
  });

  it('J90 contains exactly the selected fields, a header and placeholders of the right type', () => {
    const fields = [
      '_id',
      'passenger.email',
      'distance',
      'landedAt',
      'gateTime',
      'day',
      'isDiverted',
      'tags',
      'legs[].km',
    ];
    const preview = payloadPreview(
      eventOf({ fields, rule: { kind: 'row', field: '_id', operator: 'isNotNull' } }),
      flightSchema,
      {
        ...header,
        datasetId: 'd-1',
      },
    );
    const schemaRef = { id: 's-1', contentType: 'application/json;version=1' };
    expect(preview).toEqual({
      header: {
        messageType: 'eventCreate',
        messageId: 'string',
        messageVersion: '1.0',
        transactionId: 'string',
        datasetId: 'd-1',
        organizationId: 'org-1',
        schemaRef,
        source: { name: 'Airport' },
      },
      body: {
        xdmMeta: { schemaRef },
        xdmEntity: {
          _id: 'string',
          passenger: { email: 'string' },
          distance: 10.5,
          isDiverted: true,
          landedAt: '2024-01-31T12:00:00Z',
          gateTime: '2024-01-31T12:00:00',
          day: '2024-01-31',
          tags: ['string'],
          legs: [{ km: 10 }],
        },
      },
    });
    expect(JSON.parse(previewText(preview))).toEqual(preview);
  });
});
