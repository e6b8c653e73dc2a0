import { describe, expect, it } from 'vitest';
import { customAction } from '../action/action.ts';
import { dataSource } from '../data-source/data-source.ts';
import { eventDefinition } from '../event/event.ts';
import { actionChangesAllowed } from './action-changes.ts';
import { dataSourceChangesAllowed } from './data-source-changes.ts';
import { eventChangesAllowed } from './event-changes.ts';
import { unused } from './usage.ts';

const inDraft = { draft: 1, live: 0 };
const inLive = { draft: 0, live: 1 };

describe('an action in use', () => {
  const before = customAction.parse({
    name: 'Notify',
    url: 'https://api.example/x',
    method: 'POST',
    headers: [{ name: 'X-A', mode: 'constant', value: '1' }],
    body: [{ name: 'a', type: 'integer', mode: 'constant', value: 1 }],
  });
  const pathsOf = (changes: object, usage = inDraft) =>
    actionChangesAllowed(before, customAction.parse({ ...before, ...changes }), usage).map(({ path }) => path);

  it('J27 lets only name, description, URL and authentication be edited', () => {
    const authentication = { type: 'basic', user: 'u', password: 'p' };
    expect(pathsOf({ name: 'Tell', description: 'd', url: 'https://other.example/', authentication })).toEqual([]);
    expect(pathsOf({ body: [] })).toEqual(['body']);
    expect(pathsOf({ method: 'PUT', allowNull: true, responseSample: { a: 1 } })).toEqual([
      'method',
      'responseSample',
      'allowNull',
    ]);
    expect(pathsOf({ body: [], method: 'GET' }, unused)).toEqual([]);
  });

  it('J28 can get a header row while all its journeys are drafts, and not once one is live', () => {
    const headers = [...before.headers, { name: 'X-B', mode: 'variable', label: 'B' }];
    expect(pathsOf({ headers })).toEqual([]);
    expect(pathsOf({ headers }, inLive)).toEqual(['headers.X-B']);
    const queryParameters = [{ name: 'q', mode: 'constant', value: '1' }];
    expect(pathsOf({ queryParameters })).toEqual([]);
    expect(pathsOf({ queryParameters }, { draft: 3, live: 1 })).toEqual(['queryParameters.q']);
  });

  it('keeps the rows it has', () => {
    expect(pathsOf({ headers: [] })).toEqual(['headers.X-A']);
    expect(pathsOf({ headers: [{ name: 'X-A', mode: 'constant', value: '2' }] })).toEqual(['headers.X-A']);
  });
});

describe('an event in use', () => {
  const before = eventDefinition.parse({
    type: 'ruleBased',
    name: 'Landed',
    schemaId: 's-1',
    fields: ['id', 'delay'],
    namespace: 'Email',
    key: '@{Landed.id}',
    rule: { kind: 'row', field: 'delay', operator: 'isNotNull' },
  });
  const pathsOf = (changes: object, usage = inDraft) =>
    eventChangesAllowed(before, eventDefinition.parse({ ...before, ...changes }), usage).map(({ path }) => path);

  it('J91 accepts a new payload field and refuses removing one, changing schema, key, namespace or condition', () => {
    expect(pathsOf({ fields: ['id', 'delay', 'distance'], description: 'd' })).toEqual([]);
    expect(pathsOf({ fields: ['id'] })).toEqual(['fields.delay']);
    expect(pathsOf({ schemaId: 's-2' })).toEqual(['schemaId']);
    expect(pathsOf({ key: 'lower(@{Landed.id})' })).toEqual(['key']);
    expect(pathsOf({ namespace: 'Phone' })).toEqual(['namespace']);
    expect(pathsOf({ namespace: undefined })).toEqual(['namespace']);
    expect(pathsOf({ rule: { kind: 'row', field: 'delay', operator: 'isNull' } })).toEqual(['rule']);
    expect(pathsOf({ fields: ['id'], schemaId: 's-2' }, unused)).toEqual([]);
  });

  it('may be renamed, its key following the name', () => {
    expect(pathsOf({ name: 'Arrived', key: '@{Arrived.id}' })).toEqual([]);
    expect(pathsOf({ name: 'Arrived', key: '@{Arrived.email}' })).toEqual(['key']);
  });

  it('never changes its event ID, used or not', () => {
    const { rule: _rule, ...common } = before as typeof before & { rule: unknown };
    const saved = eventDefinition.parse({ ...common, type: 'systemGenerated', eventId: 'id-1' });
    const forged = eventDefinition.parse({ ...common, type: 'systemGenerated', eventId: 'id-2' });
    expect(eventChangesAllowed(saved, forged, unused).map(({ code }) => code)).toEqual(['MODEL_EVENT_ID_CHANGED']);
  });
});

describe('a data source in use', () => {
  const group = { name: 'Now', dynamicValues: ['city'], fields: [{ path: 'temp', type: 'decimal' }] };
  const before = dataSource.parse({
    kind: 'external',
    name: 'Weather',
    url: 'https://w.example',
    fieldGroups: [group],
  });
  const pathsOf = (changes: object, groups = { Now: inDraft }) =>
    dataSourceChangesAllowed(before, dataSource.parse({ ...before, ...changes }), groups).map(({ path }) => path);
  const withGroup = (members: object) => ({ fieldGroups: [{ ...group, ...members }] });

  it('J111 a used group takes new fields and loses none; nor can it be deleted', () => {
    expect(pathsOf(withGroup({ fields: [...group.fields, { path: 'wind', type: 'integer' }] }))).toEqual([]);
    expect(pathsOf(withGroup({ fields: [] }))).toEqual(['fieldGroups.Now.fields.temp']);
    expect(pathsOf(withGroup({ fields: [{ path: 'temp', type: 'string' }] }))).toEqual(['fieldGroups.Now.fields.temp']);
    expect(pathsOf({ fieldGroups: [] })).toEqual(['fieldGroups.Now']);
    expect(pathsOf({ fieldGroups: [] }, { Now: unused })).toEqual([]);
    const copy = { ...group, name: 'Now_Copy', fields: [] };
    expect(pathsOf({ fieldGroups: [group, copy] })).toEqual([]);
  });

  it('keeps the names and the request of its used groups, and its own name', () => {
    expect(pathsOf(withGroup({ dynamicValues: [] }))).toEqual(['fieldGroups.Now.dynamicValues']);
    expect(pathsOf({ name: 'Climate' })).toEqual(['name']);
    expect(pathsOf({ url: 'https://v.example', description: 'd' })).toEqual([]);
  });
});
