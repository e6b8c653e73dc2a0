/** What the stories author: a flight lands late, the weather is looked up, a claim is made, a message follows. */

/** Everything that must never be read again, once it was entered. */
export const secrets = {
  clientSecret: 'client-secret-4711',
  messagePassword: 'message-password-4712',
  weatherKey: 'weather-key-4713',
  issuedToken: 'issued-token-4714',
} as const;

export const flightSchema = {
  name: 'Flight',
  class: 'event',
  document: {
    type: 'object',
    properties: {
      passenger: { type: 'string' },
      email: { type: 'string' },
      delay: { type: 'integer' },
      city: { type: 'string' },
    },
  },
};

/** Takes every flight that was more than 15 minutes late. */
export const landedEvent = (schemaId: string) => ({
  type: 'ruleBased',
  name: 'Landed',
  schemaId,
  fields: ['passenger', 'email', 'delay', 'city'],
  namespace: 'Passenger',
  key: '@{Landed.passenger}',
  rule: { kind: 'row', field: 'delay', operator: 'greaterThan', value: 15 },
});

/** @param base Address of the endpoint, such as `http://localhost:4401`. */
export const weatherSource = (base: string) => ({
  kind: 'external',
  name: 'Weather',
  url: `${base}/weather`,
  authentication: { type: 'apiKey', name: 'appid', value: secrets.weatherKey, location: 'query' },
  fieldGroups: [{ name: 'Sky', method: 'GET', dynamicValues: ['city'], fields: [{ path: 'wind', type: 'decimal' }] }],
});

export const claimAction = (base: string) => ({
  name: 'Claim',
  url: `${base}/claims`,
  method: 'POST',
  authentication: {
    type: 'customAuthorization',
    endpoint: `${base}/token`,
    method: 'POST',
    body: { bodyType: 'form', bodyParams: { client_id: 'cairn', client_secret: secrets.clientSecret } },
    tokenInResponse: 'json://access_token',
    authorizationType: 'bearer',
  },
  body: [
    { name: 'passenger', type: 'string', mode: 'variable', label: 'Passenger' },
    { name: 'delay', type: 'integer', mode: 'variable', label: 'Delay' },
    { name: 'currency', type: 'string', mode: 'constant', value: 'EUR' },
  ],
  responseSample: { reference: 'C-1' },
});

export const messageAction = (base: string) => ({
  name: 'Message',
  url: `${base}/messages`,
  method: 'POST',
  authentication: { type: 'basic', user: 'cairn', password: secrets.messagePassword },
  body: [
    { name: 'to', type: 'string', mode: 'variable', label: 'To' },
    { name: 'text', type: 'string', mode: 'variable', label: 'Text' },
  ],
});

export const claimsJourney = {
  name: 'Claims',
  timeoutSeconds: 5,
  activities: [
    { id: 'landed', kind: 'event', eventName: 'Landed', position: { x: 0, y: 0 } },
    {
      id: 'late',
      kind: 'condition',
      type: 'data',
      hasOtherPath: true,
      position: { x: 1, y: 0 },
      paths: [
        {
          id: 'pays',
          type: 'data',
          expression: '@{Landed.delay} > 60 and #{Weather.Sky.wind, params: {city: @{Landed.city}}} < 30.0',
        },
      ],
    },
    {
      id: 'claim',
      kind: 'action',
      actionName: 'Claim',
      position: { x: 2, y: 0 },
      parameters: { passenger: '@{Landed.passenger}', delay: '@{Landed.delay}' },
    },
    { id: 'pause', kind: 'wait', wait: { type: 'duration', duration: 'PT1S' }, position: { x: 3, y: 0 } },
    {
      id: 'tell',
      kind: 'action',
      actionName: 'Message',
      position: { x: 4, y: 0 },
      parameters: { to: '@{Landed.email}', text: '"Your claim is " + @action{Claim.reference}' },
    },
    { id: 'done', kind: 'end', position: { x: 5, y: 0 } },
    { id: 'fine', kind: 'end', position: { x: 2, y: 1 } },
  ],
  transitions: [
    { id: 't1', from: 'landed', to: 'late' },
    { id: 't2', from: 'late', branch: 'pays', to: 'claim' },
    { id: 't3', from: 'late', branch: 'other', to: 'fine' },
    { id: 't4', from: 'claim', to: 'pause' },
    { id: 't5', from: 'pause', to: 'tell' },
    { id: 't6', from: 'tell', to: 'done' },
  ],
};
