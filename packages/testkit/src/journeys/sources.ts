import type { DataSourceBinding, EventSource, JourneySource } from '@cairn/engine';
import type { FieldSchema, GroupSchema } from '@cairn/expression';
import { type CustomAction, customAction } from '@cairn/model';

/** A rule-based event that takes every message of its schema; the key is the field `id`. */
export function eventSource(
  name: string,
  fields: Record<string, FieldSchema> = {},
  more: Partial<EventSource> = {},
): EventSource {
  return {
    id: `event-${name}`,
    sandbox: 'prod',
    name,
    type: 'ruleBased',
    schemaId: `schema-${name}`,
    schemaName: name,
    payload: { type: 'object', fields: { id: { type: 'string' }, ...fields } },
    ruleText: 'true',
    eventId: null,
    namespace: null,
    keyText: `@{${name}.id}`,
    isKeptAsHistory: false,
    ...more,
  };
}

/** A custom action that posts to `https://api.example.org`, without body unless one is given. */
export function actionSource(name: string, more: Partial<CustomAction> = {}): JourneySource['actions'][number] {
  const action = customAction.parse({
    name,
    description: '',
    url: `https://api.example.org/${name}`,
    method: 'POST',
    ...more,
  });
  return { id: `action-${name}`, action };
}

/** An external data source; group name -> its fields and call parameters. */
export function externalSource(
  name: string,
  groups: Readonly<
    Record<string, { readonly fields: Record<string, FieldSchema>; readonly params?: readonly string[] }>
  >,
): DataSourceBinding {
  return {
    id: `source-${name}`,
    name,
    kind: 'external',
    groups: new Map(
      Object.entries(groups).map(([group, { fields, params }]) => [
        group,
        { schema: { type: 'object', fields }, params: params ?? [], isProfile: false },
      ]),
    ),
    historyGroups: new Map(),
  };
}

/** The profile source with the group `Profile` (attributes) and, for each schema, a history group of that name. */
export function profileSource(
  attributes: Record<string, FieldSchema>,
  history: Readonly<Record<string, Record<string, FieldSchema>>> = {},
): DataSourceBinding {
  const groups = Object.entries(history).map(
    ([group, fields]) =>
      [
        group,
        {
          schema: { type: 'object', fields: { experienceevent: { type: 'listObject', fields } } },
          params: [],
          isProfile: true,
        },
      ] as const,
  );
  return {
    id: 'source-ProfileStore',
    name: 'ProfileStore',
    kind: 'profile',
    groups: new Map<string, GroupSchema>([
      ['Profile', { schema: { type: 'object', fields: attributes }, params: [], isProfile: true }],
      ...groups,
    ]),
    historyGroups: new Map(Object.keys(history).map((group) => [group, { schemaId: `schema-${group}` }])),
  };
}
