import { describe, expect, it } from 'vitest';
import { flightSchema } from '../schema/sample-schema.fixture.ts';
import { type DataSource, dataSource, type FieldGroup, fieldGroup } from './data-source.ts';
import { groupSchema, historyMember, pasteResponse, profileGroupSchema } from './group-fields.ts';
import { renderSentPayload } from './sent-payload.ts';
import { sourceCatalogue } from './source-catalogue.ts';
import { validateDataSource } from './validate-data-source.ts';

const sourceOf = (members: object = {}, ...groups: object[]): DataSource =>
  dataSource.parse({ kind: 'external', name: 'Weather', url: 'https://api.example/', fieldGroups: groups, ...members });
const issuesOf = (source: DataSource, context = {}) =>
  validateDataSource(source, context).map(({ code, path }) => [code, path]);
const groupOf = (members: object): FieldGroup => fieldGroup.parse({ name: 'Now', ...members });

describe('an external data source', () => {
  it('J102 refuses IP-literal and internal hosts', () => {
    expect(issuesOf(sourceOf({ url: 'https://192.0.2.7/weather' }))).toEqual([['MODEL_URL_ADDRESS', 'url']]);
    expect(issuesOf(sourceOf({ url: 'https://db.corp/weather' }), { internalHosts: ['.corp'] })).toEqual([
      ['MODEL_URL_INTERNAL', 'url'],
    ]);
    expect(issuesOf(sourceOf())).toEqual([]);
  });

  it('J104 sends a dynamic value in the place of its mark', () => {
    const sentPayload = { id: { param: 'identifier' }, list: [{ param: 'identifier' }], kind: 'x', param: 'plain' };
    expect(renderSentPayload({ id: { param: 'identifier' } }, { identifier: 'T-7' })).toEqual({ id: 'T-7' });
    expect(renderSentPayload(sentPayload, { identifier: 7 })).toEqual({ id: 7, list: [7], kind: 'x', param: 'plain' });
    expect(renderSentPayload({ id: { param: 'other' } }, {})).toEqual({ id: null });
  });

  it('J105 a mark that is not listed, or a listed name without mark, is an error', () => {
    const group = {
      name: 'G',
      method: 'POST',
      dynamicValues: ['a', 'b'],
      sentPayload: { x: { param: 'a' }, y: { param: 'c' } },
    };
    expect(issuesOf(sourceOf({}, group))).toEqual([
      ['MODEL_GROUP_PARAM_UNLISTED', 'fieldGroups.0.sentPayload'],
      ['MODEL_GROUP_PARAM_UNUSED', 'fieldGroups.0.sentPayload'],
    ]);
    expect(issuesOf(sourceOf({}, { ...group, dynamicValues: ['a', 'c'] }))).toEqual([]);
  });

  it('has a sent payload in POST groups only', () => {
    expect(issuesOf(sourceOf({}, { name: 'G', method: 'GET', sentPayload: {} }))).toEqual([
      ['MODEL_GROUP_SENT_PAYLOAD', 'fieldGroups.0.sentPayload'],
    ]);
  });

  it('refuses groups of one name, repeated and unusable dynamic values, misplaced fields and unknown types', () => {
    expect(issuesOf(sourceOf({}, { name: 'G' }, { name: 'G' }))).toEqual([
      ['MODEL_GROUP_DUPLICATE', 'fieldGroups.1.name'],
    ]);
    expect(issuesOf(sourceOf({}, { name: 'G', dynamicValues: ['a', 'a', 'b c'] })).map(([code]) => code)).toEqual([
      'MODEL_QUERY_NAME',
      'MODEL_ROW_DUPLICATE',
    ]);
    const fields = [
      { path: 'a', type: 'string' },
      { path: 'a.b', type: 'string' },
      { path: 'c', type: 'number' },
    ];
    expect(issuesOf(sourceOf({}, { name: 'G', fields }))).toEqual([
      ['MODEL_GROUP_FIELD', 'fieldGroups.0.fields.1'],
      ['MODEL_GROUP_FIELD', 'fieldGroups.0.fields.2.type'],
    ]);
  });
});

describe('fields of a group', () => {
  it('J107 are typed by the pasted example, and replaced by another', () => {
    const first = pasteResponse('{"temp": 21.5, "days": [{"rain": true}], "at": {"city": "Rome"}}');
    expect(first.ok && first.value.fields).toEqual([
      { path: 'temp', type: 'decimal' },
      { path: 'days', type: 'listObject' },
      { path: 'days[].rain', type: 'boolean' },
      { path: 'at', type: 'object' },
      { path: 'at.city', type: 'string' },
    ]);
    const second = pasteResponse('{"wind": 3}');
    expect(second.ok && second.value.fields).toEqual([{ path: 'wind', type: 'integer' }]);
    expect(pasteResponse('{').ok).toBe(false);
    expect(pasteResponse('[]').ok).toBe(false);
  });

  it('J108 are the only ones that can be selected', () => {
    const group = groupOf({
      fields: [
        { path: 'days[].rain', type: 'boolean' },
        { path: 'at.city', type: 'string', title: 'City' },
      ],
    });
    expect(groupSchema(group)).toEqual({
      schema: {
        type: 'object',
        fields: {
          days: { type: 'listObject', fields: { rain: { type: 'boolean' } } },
          at: { type: 'object', fields: { city: { type: 'string', title: 'City' } } },
        },
      },
      params: [],
      isProfile: false,
    });
  });

  it('J108 cannot be declared beyond the response example', () => {
    const fields = [{ path: 'speed', type: 'integer' }];
    expect(issuesOf(sourceOf({}, { name: 'G', responseSample: { wind: 3 }, fields }))).toEqual([
      ['MODEL_GROUP_FIELD', 'fieldGroups.0.fields.0'],
    ]);
    expect(issuesOf(sourceOf({}, { name: 'G', responseSample: { speed: 3 }, fields }))).toEqual([]);
  });

  it('J110 without any, the group does not appear', () => {
    const groups = new Map([
      ['Empty', groupSchema(groupOf({}))],
      ['Now', groupSchema(groupOf({ fields: [{ path: 'temp', type: 'decimal' }] }))],
    ]);
    const catalogue = sourceCatalogue([
      { name: 'Weather', kind: 'external', groups },
      { name: 'Bare', kind: 'external', groups: new Map([['Empty', groupSchema(groupOf({}))]]) },
    ]);
    expect([...catalogue.keys()]).toEqual(['Weather']);
    expect([...(catalogue.get('Weather')?.keys() ?? [])]).toEqual(['Now']);
  });
});

describe('the profile source', () => {
  const profile = { kind: 'profile', name: 'ProfileStore' } as const;
  const fields = [{ path: 'delay', type: 'integer' }];

  it('takes the fields of its groups from registered schemas of class profile or event', () => {
    const schemas = new Map([
      ['s-event', flightSchema],
      ['s-other', { ...flightSchema, class: 'other' as const }],
    ]);
    const withSchema = (schemaId?: string, path = 'delay') =>
      issuesOf(
        dataSource.parse({ ...profile, fieldGroups: [{ name: 'G', schemaId, fields: [{ path, type: 'integer' }] }] }),
        {
          schemas,
        },
      ).map(([code]) => code);
    expect(withSchema('s-event')).toEqual([]);
    expect(withSchema('s-other')).toEqual(['MODEL_GROUP_SCHEMA']);
    expect(withSchema('s-none')).toEqual(['MODEL_GROUP_SCHEMA']);
    expect(withSchema()).toEqual(['MODEL_GROUP_SCHEMA']);
    expect(withSchema('s-event', 'speed')).toEqual(['MODEL_GROUP_FIELD']);
  });

  it('cannot be renamed', () => {
    expect(dataSource.safeParse({ ...profile, name: 'Other', fieldGroups: [] }).success).toBe(false);
  });

  it('gives the events of a group on an event schema as one list', () => {
    expect(profileGroupSchema(groupOf({ schemaId: 's', fields }), flightSchema)).toEqual({
      schema: {
        type: 'object',
        fields: { [historyMember]: { type: 'listObject', fields: { delay: { type: 'integer' } } } },
      },
      params: [],
      isProfile: true,
    });
    expect(
      profileGroupSchema(groupOf({ schemaId: 's', fields }), { ...flightSchema, class: 'profile' }).schema,
    ).toEqual({
      type: 'object',
      fields: { delay: { type: 'integer' } },
    });
  });
});
