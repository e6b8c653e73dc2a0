/** An entry of the catalogue. All of them are faults of the input: correct it and send it again. */
interface ModelError<P> {
  readonly family: 'user';
  /** 400 for a rule of the object itself, 409 when what else exists (a journey that uses it, a status) forbids it. */
  readonly httpStatus: 400 | 409;
  readonly retryable: false;
  readonly message: (params: P) => string;
}
const invalid = <P>(message: (params: P) => string): ModelError<P> => ({
  family: 'user',
  httpStatus: 400,
  retryable: false,
  message,
});
const conflict = <P>(message: (params: P) => string): ModelError<P> => ({ ...invalid(message), httpStatus: 409 });

type None = Record<string, never>;
type Named = { readonly name: string };
type Reason = { readonly reason: string };
type Limit = { readonly what: string; readonly max: number };

/** Every rule that events, data sources, actions and schemas can break. Codes are stable; texts are not. */
export const modelErrors = {
  MODEL_SHAPE: invalid(({ reason }: Reason) => reason),
  MODEL_JSON_INVALID: invalid(
    ({ reason }: Reason) => `This is not valid JSON (${reason}). The former content is kept.`,
  ),
  MODEL_JSON_TOO_DEEP: invalid(({ max }: { readonly max: number }) => `The JSON nests deeper than ${max} levels.`),
  MODEL_LIMIT: invalid(({ what, max }: Limit) => `At most ${max} ${what} are allowed.`),

  MODEL_SCHEMA_ROOT: invalid((_: None) => 'A schema document must have "type": "object" and "properties".'),
  MODEL_SCHEMA_FIELD_NAME: invalid(
    ({ name }: Named) => `The field name "${name}" must not be empty or contain a dot or a bracket.`,
  ),
  MODEL_SCHEMA_TYPE: invalid(({ name }: Named) => `The field "${name}" must state exactly one type besides null.`),
  MODEL_SCHEMA_REQUIRED: invalid(({ name }: Named) => `"required" names "${name}", which is not among the properties.`),
  MODEL_SCHEMA_MARKER: invalid(
    ({ name, reason }: Named & Reason) => `The marker or format "${name}" cannot stand here: ${reason}.`,
  ),

  MODEL_PAYLOAD_MISSING: invalid((_: None) => 'This field is mandatory and has no value.'),
  MODEL_PAYLOAD_TYPE: invalid(
    ({ expected, found }: { readonly expected: string; readonly found: string }) =>
      `A value of type ${expected} is expected, not ${found}. Values are never converted.`,
  ),

  MODEL_EVENT_SCHEMA_CLASS: invalid(
    ({ name }: Named) => `The schema "${name}" is not of class event; choose an event schema.`,
  ),
  MODEL_EVENT_SCHEMA_WITHOUT_ID: invalid(
    ({ name }: Named) => `The schema "${name}" has no event ID field, which a system-generated event needs.`,
  ),
  MODEL_EVENT_FIELD_UNKNOWN: invalid(({ name }: Named) => `The schema has no field "${name}".`),
  MODEL_EVENT_FIELD_MANDATORY: invalid(
    ({ name }: Named) => `The schema makes "${name}" mandatory, so that it must be selected.`,
  ),
  MODEL_EVENT_FIELD_NOT_SELECTED: invalid(
    ({ name, use }: Named & { readonly use: string }) => `The ${use} reads "${name}": select it in the payload.`,
  ),
  MODEL_EVENT_FIELD_LINKED: invalid(
    ({ name, use }: Named & { readonly use: string }) =>
      `"${name}" belongs to a linked record, which the ${use} cannot read. Use it in journeys instead.`,
  ),
  MODEL_EVENT_KEY: invalid(({ reason }: Reason) => `The key is not usable: ${reason}`),
  MODEL_EVENT_ID_CHANGED: invalid((_: None) => 'The event ID is made once, by Cairn, and never changes.'),
  MODEL_RULE_OPERATOR: invalid(
    ({ operator, type }: { readonly operator: string; readonly type: string }) =>
      `The operator "${operator}" does not exist for fields of type ${type}.`,
  ),
  MODEL_RULE_VALUE: invalid(
    ({ expected }: { readonly expected: string }) => `The operator needs ${expected}; types are strict.`,
  ),
  MODEL_RULE_DEPTH: invalid(({ max }: { readonly max: number }) => `Groups of rows nest at most ${max} levels.`),

  MODEL_URL_INVALID: invalid(({ name }: Named) => `"${name}" is not a complete http or https URL.`),
  MODEL_URL_VARIABLE: invalid((_: None) => 'The URL is the static part: it cannot hold variables or spaces.'),
  MODEL_URL_PART: invalid(
    ({ name }: Named) => `The URL cannot carry a ${name}: it is made of scheme, host, port and path.`,
  ),
  MODEL_URL_PORT: invalid(({ name }: Named) => `Port ${name} is refused: only 80 (http) and 443 (https) are allowed.`),
  MODEL_URL_ADDRESS: invalid(({ name }: Named) => `"${name}" is an IP address: give a host name.`),
  MODEL_URL_INTERNAL: invalid(({ name }: Named) => `The host "${name}" is internal to the operator and refused.`),
  MODEL_URL_HTTPS_ADVISED: invalid((_: None) => 'HTTPS is strongly advised: http sends everything in the clear.'),

  MODEL_ROW_DUPLICATE: invalid(({ name }: Named) => `"${name}" occurs twice.`),
  MODEL_HEADER_NAME: invalid(
    ({ name }: Named) => `"${name}" is not a header name: letters, digits and hyphens, not starting with . or $.`,
  ),
  MODEL_HEADER_VALUE: invalid((_: None) => 'A header value cannot hold line breaks or control characters.'),
  MODEL_HEADER_RESERVED: invalid(({ name }: Named) => `The header "${name}" is set by Cairn and cannot be given.`),
  MODEL_HEADER_CONTENT_TYPE: invalid(
    (_: None) => 'Content-Type must be a constant JSON media type, such as application/vnd.api+json.',
  ),
  MODEL_QUERY_NAME: invalid(
    ({ name }: Named) =>
      `"${name}" is not a parameter name: no spaces or control characters, not starting with . or $.`,
  ),

  MODEL_BODY_NOT_ALLOWED: invalid((_: None) => 'A GET request has no body.'),
  MODEL_BODY_ROOT: invalid((_: None) => 'The payload must be a JSON object.'),
  MODEL_BODY_FIELD_NAME: invalid(
    ({ name }: Named) => `The field name "${name}" must not be empty, contain a dot or start with $.`,
  ),
  MODEL_BODY_EMPTY_LIST: invalid(
    ({ name }: Named) => `The list "${name}" is empty: give one element so that its type is known.`,
  ),
  MODEL_BODY_LABEL: invalid((_: None) => 'A variable needs a label, the name journey authors see.'),
  MODEL_BODY_VALUE: invalid(({ name }: Named) => `The constant is not a value of type ${name}.`),
  MODEL_BODY_STRUCTURE: invalid(({ reason }: Reason) => `The field is not built like its type: ${reason}.`),
  MODEL_BODY_FIELD_UNKNOWN: invalid(({ name }: Named) => `The payload has no field "${name}".`),
  MODEL_BODY_ANY_VARIABLE: invalid(
    (_: None) => 'A list of mixed elements cannot be variable; make its elements variable one by one.',
  ),
  MODEL_BODY_OBJECT_VARIABLE: invalid((_: None) => 'An object cannot be variable; make its fields variable.'),
  MODEL_BODY_NESTED_OBJECTS: invalid(
    (_: None) => 'A list of objects that itself contains a list of objects cannot be variable.',
  ),
  MODEL_BODY_MEMBER_MODE: invalid(
    (_: None) => 'The members of a list are all variable or all constant, like the list.',
  ),
  MODEL_RESPONSE_ROOT: invalid((_: None) => 'The response sample must be a JSON object.'),
  MODEL_RESPONSE_MIXED_LIST: invalid(
    ({ name }: Named) => `The list "${name}" mixes elements of several types; give elements of one type.`,
  ),

  MODEL_AUTH_USER: invalid((_: None) => 'The user of basic authentication cannot contain a colon.'),
  MODEL_AUTH_BODY: invalid((_: None) => 'A token request with POST needs a body; one with GET has none.'),
  MODEL_AUTH_KIND: invalid(
    ({ name }: Named) => `authorizationType "${name}" is unknown: use bearer, header or queryParam.`,
  ),
  MODEL_AUTH_TARGET: invalid((_: None) => 'header and queryParam need tokenTarget, the name that carries the token.'),
  MODEL_AUTH_TOKEN: invalid((_: None) => 'tokenInResponse must be "response" or "json://path.to.token".'),
  MODEL_AUTH_FUNCTION: invalid(
    ({ name }: Named) => `"${name}": EncodeBase64(...) is the only function, and needs its ).`,
  ),
  MODEL_SECRET_MISSING: invalid((_: None) => 'A masked value keeps the stored secret, and none is stored: enter it.'),

  MODEL_GROUP_DUPLICATE: invalid(({ name }: Named) => `Two field groups are called "${name}".`),
  MODEL_GROUP_PARAM_UNLISTED: invalid(
    ({ name }: Named) => `The sent payload uses the parameter "${name}", which is not among the dynamic values.`,
  ),
  MODEL_GROUP_PARAM_UNUSED: invalid(
    ({ name }: Named) => `The dynamic value "${name}" does not occur in the sent payload as {"param":"${name}"}.`,
  ),
  MODEL_GROUP_SENT_PAYLOAD: invalid(
    (_: None) => 'Only a POST group has a sent payload, and it needs one for its values.',
  ),
  MODEL_GROUP_FIELD: invalid(({ name }: Named) => `"${name}" is not a field of the response, or its type is unknown.`),
  MODEL_GROUP_SCHEMA: invalid(({ reason }: Reason) => `The schema of the group does not fit: ${reason}.`),

  MODEL_LOCKED: conflict(
    ({ name, count }: Named & { readonly count: number }) =>
      `"${name}" cannot change while ${count} draft or live journey(s) use it. Duplicate the object instead.`,
  ),
  MODEL_PUBLISHED: conflict(
    ({ name }: Named) =>
      `"${name}" of a published journey cannot change: only its name, description, labels and activity descriptions can.`,
  ),
  MODEL_STATUS: conflict(
    ({ command, status }: { readonly command: string; readonly status: string }) =>
      `"${command}" is not possible for a journey that is ${status}.`,
  ),
  MODEL_VERSION_NOT_LATEST: conflict((_: None) => 'A new version can only be made from the latest one.'),
  MODEL_VERSION_REENTRANCE: conflict((_: None) => 'Re-entrance is the same in all versions of a journey.'),
} as const;

export type ModelErrorCode = keyof typeof modelErrors;
