import { type JsonValue, stringifyJson } from '@cairn/expression';
import { type ExternalDataSource, type FieldGroup, renderSentPayload } from '@cairn/model';
import { OutboundError } from '../outbound-error.ts';
import { type WireRequest, withQuery } from '../transport/wire-request.ts';
import { encodeParameter, joinQuery, parseUrl, type TargetUrl, targetUrl } from './target-url.ts';

/** An external data source with everything built that does not depend on the person. */
export interface PreparedSource {
  readonly url: URL;
  /** Throws OUTBOUND_GROUP_MISSING. */
  request(group: string, params: Readonly<Record<string, JsonValue>>): WireRequest;
}

type Params = Readonly<Record<string, JsonValue>>;

const getHeaders = ['accept', 'application/json'];
const postHeaders = [...getHeaders, 'content-type', 'application/json', 'charset', 'UTF-8'];

/** Throws OUTBOUND_URL_INVALID. */
export function prepareSource(source: ExternalDataSource): PreparedSource {
  const url = parseUrl(source.url);
  const target = targetUrl(url);
  const groups = new Map(source.fieldGroups.map((group) => [group.name, group]));
  return {
    url,
    request: (name, params) => {
      const group = groups.get(name);
      if (!group) throw new OutboundError('OUTBOUND_GROUP_MISSING', { group: name });
      return group.method === 'GET' ? getRequest(target, group, params) : postRequest(target, group, params);
    },
  };
}

/** Dynamic values become query parameters, in the order they are listed; one without a value is left out. */
function getRequest(target: TargetUrl, group: FieldGroup, params: Params): WireRequest {
  const parameters = group.dynamicValues.map((name) => {
    const value = params[name] ?? null;
    return value === null ? '' : encodeParameter(name, plainText(value));
  });
  return {
    method: 'GET',
    origin: target.origin,
    path: withQuery(target.pathname, joinQuery([target.query, ...parameters])),
    headers: getHeaders,
    credentialHeaders: [],
    body: null,
  };
}

/** A value as it stands in a URL: text as it is, anything else as JSON. */
function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}

function postRequest(target: TargetUrl, group: FieldGroup, params: Params): WireRequest {
  return {
    method: 'POST',
    origin: target.origin,
    path: withQuery(target.pathname, target.query),
    headers: postHeaders,
    credentialHeaders: [],
    body: stringifyJson(renderSentPayload(group.sentPayload ?? {}, params)),
  };
}
