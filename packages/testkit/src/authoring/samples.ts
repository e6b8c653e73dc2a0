import type { Author, Authoring } from '@cairn/authoring';

/** A schema of class event with an event ID field: a flight landed, for a passenger. */
export const flightSchema = {
  name: 'Flight',
  class: 'event',
  document: {
    type: 'object',
    properties: {
      eventId: { type: 'string', 'x-cairn-event-id': true },
      passenger: { type: 'string' },
      delay: { type: 'integer' },
      origin: { type: 'string' },
    },
    required: ['passenger'],
  },
};

/** A rule-based event on that schema. */
export const landedEvent = (schemaId: string) => ({
  type: 'ruleBased',
  name: 'Landed',
  schemaId,
  fields: ['passenger', 'delay'],
  namespace: 'Email',
  key: '@{Landed.passenger}',
  rule: { kind: 'row', field: 'delay', operator: 'greaterThan', value: 15 },
});

/** An action with a constant and a variable in its body, and basic authentication. */
export const compensateAction = {
  name: 'Compensate',
  url: 'https://api.example.org/compensations',
  method: 'POST',
  authentication: { type: 'basic', user: 'cairn', password: 'open sesame' },
  body: [
    { name: 'reason', type: 'string', mode: 'constant', value: 'delay' },
    { name: 'passenger', type: 'string', mode: 'variable', label: 'Passenger' },
  ],
};

/** An external data source with one parameterised group. */
export const weatherSource = {
  kind: 'external',
  name: 'Weather',
  url: 'https://weather.example.org/now',
  authentication: { type: 'apiKey', name: 'key', value: 'k-123', location: 'query' },
  fieldGroups: [{ name: 'Sky', dynamicValues: ['city'], fields: [{ path: 'wind', type: 'decimal' }] }],
};

/** Landed, then a condition on delay and wind, then Compensate. */
export const delayJourney = {
  name: 'Delays',
  activities: [
    { id: 'start', kind: 'event', eventName: 'Landed', position: { x: 0, y: 0 } },
    {
      id: 'late',
      kind: 'condition',
      type: 'data',
      position: { x: 1, y: 0 },
      paths: [
        {
          id: 'hour',
          type: 'data',
          expression: '@{Landed.delay} > 60 and #{Weather.Sky.wind, params: {city: "Nice"}} < 30.0',
        },
      ],
    },
    {
      id: 'pay',
      kind: 'action',
      actionName: 'Compensate',
      position: { x: 2, y: 0 },
      parameters: { passenger: '@{Landed.passenger}' },
    },
  ],
  transitions: [
    { id: 't1', from: 'start', to: 'late' },
    { id: 't2', from: 'late', branch: 'hour', to: 'pay' },
  ],
};

/** Ids of what `authorFlights` made. */
export interface FlightObjects {
  readonly schemaId: string;
  readonly eventId: string;
  readonly actionId: string;
  readonly sourceId: string;
}

/** Creates the objects that `delayJourney` uses. */
export async function authorFlights(authoring: Authoring, author: Author): Promise<FlightObjects> {
  const { id: schemaId } = await authoring.schemas.create(author, flightSchema);
  const { id: eventId } = await authoring.events.create(author, landedEvent(schemaId));
  const { id: actionId } = await authoring.actions.create(author, compensateAction);
  const { id: sourceId } = await authoring.dataSources.create(author, weatherSource);
  return { schemaId, eventId, actionId, sourceId };
}
