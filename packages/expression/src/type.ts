/** The scalar types of the language (section 4.1). */
export type ScalarType =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'dateOnly'
  | 'dateTimeOnly'
  | 'dateTime'
  | 'duration';

/** Lists of one scalar type, of objects, or of anything. */
export type ListType = `list${Capitalize<ScalarType>}` | 'listObject' | 'listAny';

/** `any` is the static type of an undeclared field, `null` that of the literal null. */
export type TypeName = ScalarType | ListType | 'object' | 'any' | 'null';
