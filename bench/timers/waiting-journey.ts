/** An event and a wait, in the form of an import. */
export const waitingJourney = {
  format: 'cairn-journey',
  formatVersion: 1,
  schemas: [
    {
      id: 'schema',
      body: {
        name: 'Landing',
        title: 'Landing',
        class: 'event',
        document: { type: 'object', required: ['personId'], properties: { personId: { type: 'string' } } },
      },
    },
  ],
  events: [
    {
      id: 'event',
      body: {
        type: 'ruleBased',
        name: 'Landed',
        schemaId: 'schema',
        fields: ['personId'],
        key: '@{Landed.personId}',
        rule: { kind: 'group', operator: 'and', items: [{ kind: 'row', field: 'personId', operator: 'isNotNull' }] },
      },
    },
  ],
  journey: {
    name: 'Waiting',
    activities: [
      { id: 'landed', kind: 'event', eventName: 'Landed' },
      { id: 'pause', kind: 'wait', wait: { type: 'duration', duration: 'PT1H' } },
      { id: 'done', kind: 'end' },
    ],
    transitions: [
      { id: 't1', from: 'landed', to: 'pause' },
      { id: 't2', from: 'pause', to: 'done' },
    ],
  },
} as const;
