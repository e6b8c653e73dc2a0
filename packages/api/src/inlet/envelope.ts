import type { InboundMessage } from '@cairn/engine';
import { type JsonValue, stringifyJson } from '@cairn/expression';
import { ApiError } from '../errors/api-error.ts';
import type { FieldError } from '../errors/problem.ts';
import type { Inlet } from './inlet-directory.ts';
import { member, optionalObject, optionalText, requiredObject } from './shape.ts';

/** What is known of a message besides its envelope. */
export interface Arrival {
  readonly inlet: Inlet;
  /** Value of the `x-organization-id` header, if the request has one. */
  readonly organizationId: string | null;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** The entity as the sender wrote it, where that is at hand. */
  readonly entityText: string | null;
}

/** Where the entity stands in an envelope. */
export const entityPath = ['body', 'xdmEntity'];

/** The message in an envelope (section 2: header, and body with schema reference and entity). Throws API_VALIDATION. */
export function toMessage(envelope: JsonValue, arrival: Arrival): InboundMessage {
  const errors: FieldError[] = [];
  requiredObject(errors, '', envelope);
  const header = readHeader(errors, optionalObject(errors, 'header', member(envelope, 'header')));
  const body = requiredObject(errors, 'body', member(envelope, 'body'));
  const entity = requiredObject(errors, 'body.xdmEntity', member(body, 'xdmEntity'));
  const meta = optionalObject(errors, 'body.xdmMeta', member(body, 'xdmMeta'));
  const schemaId = readSchemaId(errors, 'body.xdmMeta.schemaRef', member(meta, 'schemaRef')) ?? header.schemaId;
  const organizationId = readOrganization(errors, arrival, header.organizationId);
  if (errors.length > 0) throw new ApiError('API_VALIDATION', { where: 'envelope' }, { errors });
  return {
    sandbox: arrival.inlet.sandbox,
    organizationId,
    schema: schemaId === null ? null : { id: schemaId },
    messageId: header.messageId,
    entityText: arrival.entityText ?? stringifyJson(entity),
    entity,
    receivedAt: arrival.receivedAt,
  };
}

interface EnvelopeHeader {
  readonly messageId: string | null;
  readonly organizationId: string | null;
  readonly schemaId: string | null;
}

function readHeader(errors: FieldError[], header: JsonValue): EnvelopeHeader {
  optionalText(errors, 'header.messageType', member(header, 'messageType'));
  optionalText(errors, 'header.messageVersion', member(header, 'messageVersion'));
  optionalText(errors, 'header.transactionId', member(header, 'transactionId'));
  optionalText(errors, 'header.datasetId', member(header, 'datasetId'));
  const source = optionalObject(errors, 'header.source', member(header, 'source'));
  optionalText(errors, 'header.source.name', member(source, 'name'));
  return {
    messageId: optionalText(errors, 'header.messageId', member(header, 'messageId')),
    organizationId: optionalText(errors, 'header.organizationId', member(header, 'organizationId')),
    schemaId: readSchemaId(errors, 'header.schemaRef', member(header, 'schemaRef')),
  };
}

function readSchemaId(errors: FieldError[], path: string, value: JsonValue | undefined): string | null {
  const reference = optionalObject(errors, path, value);
  optionalText(errors, `${path}.contentType`, member(reference, 'contentType'));
  return optionalText(errors, `${path}.id`, member(reference, 'id'));
}

/** The HTTP header or the envelope names the organisation; where both do they must agree, and it must be the inlet's. */
function readOrganization(errors: FieldError[], { inlet, organizationId }: Arrival, inEnvelope: string | null) {
  const named = organizationId ?? inEnvelope;
  if (named === null) {
    errors.push({ path: 'header.organizationId', code: 'required', message: orHeader });
  } else if (named !== inlet.organizationId || (inEnvelope !== null && inEnvelope !== named)) {
    const message = "must name this inlet's organisation";
    errors.push({ path: 'header.organizationId', code: 'wrong_organization', message });
  }
  return named;
}
const orHeader = 'must be given, here or as the HTTP header x-organization-id';
