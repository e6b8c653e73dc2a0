import { z } from 'zod';

/** Types a payload field, an action parameter or a response field can be declared with. */
export const fieldTypes = [
  'string',
  'integer',
  'decimal',
  'boolean',
  'dateTime',
  'dateTimeOnly',
  'dateOnly',
  'duration',
  'object',
  'listString',
  'listInteger',
  'listDecimal',
  'listBoolean',
  'listDateTime',
  'listDateTimeOnly',
  'listDateOnly',
  'listObject',
  'listAny',
  'any',
] as const;
export const fieldType = z.enum(fieldTypes);
export type FieldType = z.infer<typeof fieldType>;
