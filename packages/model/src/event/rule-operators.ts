import type { TypeName } from '@cairn/expression';

/** What stands beside the field: nothing, one value of its type (of its elements, for a list), a list of such values, a whole number. */
export type Operand = 'none' | 'value' | 'list' | 'integer';

interface RowOperator {
  readonly operand: Operand;
  /** Types of fields it applies to. */
  readonly types: readonly TypeName[];
  /** Expression of the row; `field` is the reference, `value` the literal of the operand. */
  readonly write: (field: string, value: string) => string;
}

const ordered = ['integer', 'decimal', 'dateTime', 'dateTimeOnly'] as const;
const dates = ['dateTime', 'dateTimeOnly', 'dateOnly'] as const;
const values = ['string', ...ordered, 'dateOnly', 'duration'] as const;
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
const all = [...values, 'boolean', ...lists, 'listObject', 'listAny', 'object', 'any'] as const;

const text = { operand: 'value', types: ['string'] } as const;
const order = { operand: 'value', types: ordered } as const;
const window = { operand: 'integer', types: dates } as const;

const infix = (operator: string) => (field: string, value: string) => `${field} ${operator} ${value}`;
const call = (name: string) => (field: string, value: string) => `${name}(${field}, ${value})`;
const callNot = (name: string) => (field: string, value: string) => `not ${name}(${field}, ${value})`;

/** Every operator a row can have. The names are those of the simple editor of conditions. */
export const rowOperators = {
  isTrue: { operand: 'none', types: ['boolean'], write: (field) => `${field} == true` },
  isFalse: { operand: 'none', types: ['boolean'], write: (field) => `${field} == false` },
  equalTo: { operand: 'value', types: values, write: infix('==') },
  notEqualTo: { operand: 'value', types: values, write: infix('!=') },
  lessThan: { ...order, write: infix('<') },
  lessThanOrEqualTo: { ...order, write: infix('<=') },
  greaterThan: { ...order, write: infix('>') },
  greaterThanOrEqualTo: { ...order, write: infix('>=') },
  in: { operand: 'list', types: values, write: call('in') },
  notIn: { operand: 'list', types: values, write: callNot('in') },
  contain: { ...text, write: call('contain') },
  notContain: { ...text, write: callNot('contain') },
  startWith: { ...text, write: call('startWith') },
  notStartWith: { ...text, write: callNot('startWith') },
  endWith: { ...text, write: call('endWith') },
  notEndWith: { ...text, write: callNot('endWith') },
  equalToIgnoreCase: { ...text, write: call('equalIgnoreCase') },
  notEqualToIgnoreCase: { ...text, write: call('notEqualIgnoreCase') },
  containIgnoreCase: { ...text, write: call('containIgnoreCase') },
  startWithIgnoreCase: { ...text, write: call('startWithIgnoreCase') },
  endWithIgnoreCase: { ...text, write: call('endWithIgnoreCase') },
  matchRegExp: { ...text, write: call('matchRegExp') },
  isEmpty: { operand: 'none', types: ['string'], write: (field) => `isEmpty(${field})` },
  isNotEmpty: { operand: 'none', types: ['string'], write: (field) => `isNotEmpty(${field})` },
  inLastHours: { ...window, write: call('inLastHours') },
  inLastDays: { ...window, write: call('inLastDays') },
  inLastMonths: { ...window, write: call('inLastMonths') },
  inLastYears: { ...window, write: call('inLastYears') },
  inNextHours: { ...window, write: call('inNextHours') },
  inNextDays: { ...window, write: call('inNextDays') },
  inNextMonths: { ...window, write: call('inNextMonths') },
  inNextYears: { ...window, write: call('inNextYears') },
  include: { operand: 'value', types: lists, write: (field, value) => `in(${value}, ${field})` },
  notInclude: { operand: 'value', types: lists, write: (field, value) => `not in(${value}, ${field})` },
  isNotNull: { operand: 'none', types: all, write: (field) => `${field} is not null` },
  isNull: { operand: 'none', types: all, write: (field) => `${field} is null` },
} as const satisfies Record<string, RowOperator>;

export type RowOperatorName = keyof typeof rowOperators;

export const findRowOperator = (name: string): RowOperator | undefined =>
  Object.hasOwn(rowOperators, name) ? rowOperators[name as RowOperatorName] : undefined;

/** Operators that the editor offers for a field of the type, in the order of the table. */
export const operatorsFor = (type: TypeName): readonly RowOperatorName[] =>
  (Object.keys(rowOperators) as RowOperatorName[]).filter((name) =>
    (rowOperators[name].types as readonly TypeName[]).includes(type),
  );
