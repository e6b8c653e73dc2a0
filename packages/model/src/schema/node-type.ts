import type { TypeName } from '@cairn/expression';
import type { JsonType, SchemaNode } from './schema-definition.ts';
import { listTypeOf } from './value-type.ts';

/** Types of the language that each JSON type may be declared to hold by `x-cairn-type`; the first is the default. */
export const declarableTypes: Readonly<Partial<Record<JsonType, readonly TypeName[]>>> = {
  string: ['string', 'dateTime', 'dateTimeOnly', 'dateOnly', 'duration'],
  integer: ['integer', 'decimal', 'dateTime', 'duration'],
  number: ['decimal'],
  boolean: ['boolean'],
  object: ['object', 'any'],
};

/** `format` of a string -> type of the language. Formats of plain text (email, uri...) stay strings. */
const typeOfFormat: Readonly<Record<string, TypeName>> = {
  'date-time': 'dateTime',
  date: 'dateOnly',
  duration: 'duration',
};

/** The JSON types a node states besides null. */
export const jsonTypesOf = (node: SchemaNode): readonly JsonType[] =>
  (typeof node.type === 'string' ? [node.type] : node.type).filter((type) => type !== 'null');

/** Type of the language that a schema node declares. */
export const typeOfNode = (node: SchemaNode): TypeName => {
  const [jsonType] = jsonTypesOf(node);
  if (node['x-cairn-type'] !== undefined) return node['x-cairn-type'];
  if (jsonType === 'array') return node.items === undefined ? 'listAny' : listTypeOf(typeOfNode(node.items));
  if (jsonType === 'string' && node.format !== undefined) return typeOfFormat[node.format] ?? 'string';
  return (jsonType && declarableTypes[jsonType]?.[0]) ?? 'any';
};
