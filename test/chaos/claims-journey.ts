/** How long the journey waits between its two calls. */
export const waitMs = 2_000;

/** Steps of a person with a long delay and of one with a short delay, in order. */
export const longPath = ['landed', 'late', 'claim', 'pause', 'notify'] as const;
export const shortPath = ['landed', 'late', 'greet'] as const;

/**
 * Event, condition, then call, wait and second call for long delays and one call for short ones; both ways end with a
 * call to `/notices`.
 *
 * @param endpoint Base URL of the endpoint that receives the calls.
 */
export function claimsJourney(endpoint: string): object {
  return {
    format: 'cairn-journey',
    formatVersion: 1,
    schemas: [{ id: 'schema', body: landingSchema }],
    events: [{ id: 'event', body: landedEvent }],
    actions: [
      { id: 'claims', body: postPerson('Claim', `${endpoint}/claims`) },
      { id: 'notices', body: postPerson('Notify', `${endpoint}/notices`) },
    ],
    journey: {
      name: 'Claims',
      activities: [
        { id: 'landed', kind: 'event', eventName: 'Landed' },
        {
          id: 'late',
          kind: 'condition',
          type: 'data',
          hasOtherPath: true,
          paths: [{ id: 'long', label: 'long', type: 'data', expression: '@{Landed.delayMinutes} > 60' }],
        },
        callPerson('claim', 'Claim'),
        { id: 'pause', kind: 'wait', wait: { type: 'duration', duration: `PT${waitMs / 1_000}S` } },
        callPerson('notify', 'Notify'),
        callPerson('greet', 'Notify'),
      ],
      transitions: [
        { id: 't1', from: 'landed', to: 'late' },
        { id: 't2', from: 'late', branch: 'long', to: 'claim' },
        { id: 't3', from: 'late', branch: 'other', to: 'greet' },
        { id: 't4', from: 'claim', to: 'pause' },
        { id: 't5', from: 'pause', to: 'notify' },
      ],
    },
  };
}

const landingSchema = {
  name: 'Landing',
  title: 'Landing',
  class: 'event',
  document: {
    type: 'object',
    required: ['personId'],
    properties: { personId: { type: 'string' }, delayMinutes: { type: 'integer' } },
  },
};

const landedEvent = {
  type: 'ruleBased',
  name: 'Landed',
  schemaId: 'schema',
  fields: ['personId', 'delayMinutes'],
  namespace: 'Passenger',
  key: '@{Landed.personId}',
  rule: {
    kind: 'group',
    operator: 'and',
    items: [{ kind: 'row', field: 'personId', operator: 'startWith', value: 'person' }],
  },
};

function postPerson(name: string, url: string) {
  return {
    name,
    url,
    method: 'POST',
    body: [{ name: 'personId', type: 'string', mode: 'variable', label: 'Person' }],
  };
}

function callPerson(id: string, actionName: string) {
  return { id, kind: 'action', actionName, parameters: { personId: '@{Landed.personId}' } };
}
