import type { TypeName } from '@cairn/expression';

/** How many values a row's operator takes: none, one of the field's type, a list of such values. */
type Operand = 'none' | 'one' | 'many';

interface RowOperator {
  readonly operand: Operand;
  /** Types of fields it applies to. */
  readonly types: readonly TypeName[];
  /** Expression of the row; `field` is the reference, `value` the literal of the operand, `isList` tells of a list field. */
  readonly write: (field: string, value: string, isList: boolean) => string;
}

const numbers = ['integer', 'decimal'] as const;
const ordered = [...numbers, 'dateTime', 'dateTimeOnly'] as const;
const scalars = ['string', ...ordered, 'boolean', 'dateOnly', 'duration'] as const;
const lists = [
  'listString',
  'listInteger',
  'listDecimal',
  'listBoolean',
  'listDateTime',
  'listDateTimeOnly',
  'listDateOnly',
  'listDuration',
] as const;
const all = [...scalars, ...lists, 'listObject', 'listAny', 'object', 'any'] as const;

const infix = (operator: string) => (field: string, value: string) => `${field} ${operator} ${value}`;
const call = (name: string) => (field: string, value: string) => `${name}(${field}, ${value})`;
const not =
  (write: RowOperator['write']): RowOperator['write'] =>
  (field, value, isList) =>
    `not ${write(field, value, isList)}`;
const contain: RowOperator['write'] = (field, value, isList) =>
  isList ? `in(${value}, ${field})` : `contain(${field}, ${value})`;

/** Every operator a row of the simple editor can have. On a list, contain asks whether the value is among the elements. */
export const rowOperators = {
  equalTo: { operand: 'one', types: scalars, write: infix('==') },
  notEqualTo: { operand: 'one', types: scalars, write: infix('!=') },
  equalToIgnoreCase: { operand: 'one', types: ['string'], write: call('equalIgnoreCase') },
  greaterThan: { operand: 'one', types: ordered, write: infix('>') },
  greaterThanOrEqualTo: { operand: 'one', types: ordered, write: infix('>=') },
  lessThan: { operand: 'one', types: ordered, write: infix('<') },
  lessThanOrEqualTo: { operand: 'one', types: ordered, write: infix('<=') },
  contain: { operand: 'one', types: ['string', ...lists], write: contain },
  notContain: { operand: 'one', types: ['string', ...lists], write: not(contain) },
  containIgnoreCase: { operand: 'one', types: ['string'], write: call('containIgnoreCase') },
  startWith: { operand: 'one', types: ['string'], write: call('startWith') },
  notStartWith: { operand: 'one', types: ['string'], write: not(call('startWith')) },
  endWith: { operand: 'one', types: ['string'], write: call('endWith') },
  notEndWith: { operand: 'one', types: ['string'], write: not(call('endWith')) },
  in: { operand: 'many', types: ['string', ...numbers], write: call('in') },
  notIn: { operand: 'many', types: ['string', ...numbers], write: not(call('in')) },
  isTrue: { operand: 'none', types: ['boolean'], write: (field) => `${field} == true` },
  isFalse: { operand: 'none', types: ['boolean'], write: (field) => `${field} == false` },
  isEmpty: { operand: 'none', types: ['string'], write: (field) => `isEmpty(${field})` },
  isNotEmpty: { operand: 'none', types: ['string'], write: (field) => `isNotEmpty(${field})` },
  isNull: { operand: 'none', types: all, write: (field) => `${field} is null` },
  isNotNull: { operand: 'none', types: all, write: (field) => `${field} is not null` },
} as const satisfies Record<string, RowOperator>;

export type RowOperatorName = keyof typeof rowOperators;

export const findRowOperator = (name: string): RowOperator | undefined =>
  Object.hasOwn(rowOperators, name) ? rowOperators[name as RowOperatorName] : undefined;

/** Operators that the editor offers for a field of the type, in the order of the table. */
export const operatorsFor = (type: TypeName): readonly RowOperatorName[] =>
  (Object.keys(rowOperators) as RowOperatorName[]).filter((name) =>
    (rowOperators[name].types as readonly TypeName[]).includes(type),
  );
