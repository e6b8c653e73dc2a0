/** What a caller wants to do. `publish` also covers stop, close and pause of journeys. */
export const verbs = ['ingest', 'read', 'manage', 'publish'] as const;
export type Verb = (typeof verbs)[number];

/** What it is done to. `run` is everything that happens at run time: instances, step events, calls, discards. */
export const objectKinds = [
  'inlet',
  'schema',
  'event',
  'dataSource',
  'action',
  'journey',
  'run',
  'profile',
  'apiKey',
  'account',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** What an API key may be allowed, widest last: `manage` includes `read`. */
export const keyScopes = ['ingest', 'read', 'manage'] as const;
export type KeyScope = (typeof keyScopes)[number];
