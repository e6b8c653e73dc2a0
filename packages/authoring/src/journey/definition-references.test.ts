import { journeyDefinition } from '@cairn/model';
import { describe, expect, it } from 'vitest';
import { listReferences, renameReferences } from './definition-references.ts';

const definition = journeyDefinition.parse({
  name: 'J',
  activities: [
    { id: 'e', kind: 'event', eventName: 'Landed' },
    {
      id: 'c',
      kind: 'condition',
      type: 'data',
      paths: [{ id: 'p', type: 'data', expression: '#{Crm.Sky.wind} > @{Landed.x}' }],
      sourceParameters: { Crm: { Sky: { id: '@{Landed.id}' } } },
    },
    {
      id: 'a',
      kind: 'action',
      actionName: 'Post',
      path: '@{Landed.id}',
      headers: { h: '#{Other.G.h}' },
      parameters: { 'a.b': '@action{Post.id} + @{JourneyProperties.instanceUID}' },
    },
    { id: 'w', kind: 'wait', wait: { type: 'custom', expression: '@{Later.at}' } },
    { id: 'z', kind: 'end' },
  ],
});

describe('references of a journey', () => {
  it('lists each object once, whatever the number of uses', () => {
    expect(listReferences(definition)).toEqual([
      { kind: 'event', name: 'Landed', part: '' },
      { kind: 'dataSource', name: 'Crm', part: 'Sky' },
      { kind: 'action', name: 'Post', part: '' },
      { kind: 'dataSource', name: 'Other', part: 'G' },
      { kind: 'event', name: 'Later', part: '' },
    ]);
  });

  it('renames an object in activities, expressions and parameter tabs', () => {
    const event = JSON.stringify(renameReferences(definition, { event: new Map([['Landed', 'Arrived']]) }));
    expect(event).not.toContain('Landed');
    expect(event).toContain('"eventName":"Arrived"');
    expect(event).toContain('"id":"@{Arrived.id}"');
    const source = JSON.stringify(renameReferences(definition, { dataSource: new Map([['Crm', 'Weather']]) }));
    expect(source).toContain('"sourceParameters":{"Weather":{"Sky":{"id":"@{Landed.id}"}}}');
    expect(source).toContain('#{Weather.Sky.wind}');
    const action = JSON.stringify(renameReferences(definition, { action: new Map([['Post', 'Send']]) }));
    expect(action).toContain('"actionName":"Send"');
    expect(action).toContain('@action{Send.id}');
  });
});
