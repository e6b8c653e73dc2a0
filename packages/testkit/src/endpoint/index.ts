export {
  answer,
  type Behaviour,
  endlessBody,
  endlessHeaders,
  garbage,
  hold,
  largeBody,
  redirect,
  reset,
  respond,
  type ScriptedAnswer,
  silence,
  status,
} from './behaviour.ts';
export { Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
export type { RecordedRequest } from './recorded-request.ts';
