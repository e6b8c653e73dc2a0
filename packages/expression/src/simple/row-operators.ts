import type { BinaryOperator, TestName } from '../ast.ts';
import type { TypeName } from '../type.ts';

/** How an operator is written in the language, `field` and `value` being its operands. */
export type RowForm =
  /** `field == value` */
  | { readonly kind: 'comparison'; readonly symbol: BinaryOperator }
  /** `field == true` */
  | { readonly kind: 'truth'; readonly value: boolean }
  /** `name(field, value)`, or `name(field)` when the operator takes no value; `not` before it when negated. */
  | { readonly kind: 'call'; readonly name: string; readonly isNegated: boolean }
  /** `in(value, field)` */
  | { readonly kind: 'membership'; readonly isNegated: boolean }
  /** `count(field) >= value` */
  | { readonly kind: 'count'; readonly symbol: BinaryOperator }
  /** `field is null` */
  | { readonly kind: 'test'; readonly test: TestName };

/**
 * What stands beside the field: nothing; one value of the field's type, or another field; a whole number; some text;
 * a list of values of the field's type; one value of the type of the list's elements.
 */
export type RowOperand = 'none' | 'value' | 'integer' | 'string' | 'list' | 'element';

/** What the menu shows in each language. */
export type Labels = Readonly<Record<'en' | 'fr', string>>;

export interface RowOperator {
  readonly name: RowOperatorName;
  readonly labels: Labels;
  /** What it is called for fields of a date type, where that differs. */
  readonly dateLabels?: Labels;
  /** Types of fields that offer the operator. */
  readonly fieldTypes: readonly TypeName[];
  readonly operand: RowOperand;
  readonly form: RowForm;
}

export type RowOperatorName = keyof typeof definitions;

type Definition = Omit<RowOperator, 'name' | 'labels'> & { readonly en: string; readonly fr: string };

const numbers = ['integer', 'decimal'] as const;
const moments = ['dateTime', 'dateTimeOnly'] as const;
const dates = [...moments, 'dateOnly'] as const;
const values = ['string', ...numbers, ...dates, 'duration'] as const;
const scalars = [...values, 'boolean'] as const;
const scalarLists = [
  'listString',
  'listInteger',
  'listDecimal',
  'listBoolean',
  'listDateTime',
  'listDateTimeOnly',
  'listDateOnly',
  'listDuration',
  'listAny',
] as const;
const lists = [...scalarLists, 'listObject'] as const;

const equality = { fieldTypes: [...values, 'any'], operand: 'value' } as const;
const truth = { fieldTypes: ['boolean'], operand: 'none' } as const;
const order = { fieldTypes: [...numbers, ...moments, 'any'], operand: 'value' } as const;
const text = { fieldTypes: ['string', 'any'], operand: 'string' } as const;
const window = { fieldTypes: [...dates, 'any'], operand: 'integer' } as const;
const choice = { fieldTypes: [...values, 'any'], operand: 'list' } as const;
const membership = { fieldTypes: [...scalarLists, 'any'], operand: 'element' } as const;
const size = { fieldTypes: [...lists, 'any'], operand: 'integer' } as const;
const presence = { fieldTypes: [...scalars, ...lists, 'object', 'any'], operand: 'none' } as const;

const compare = (symbol: BinaryOperator): RowForm => ({ kind: 'comparison', symbol });
const call = (name: string): RowForm => ({ kind: 'call', name, isNegated: false });
const callNot = (name: string): RowForm => ({ kind: 'call', name, isNegated: true });

const definitions = {
  isTrue: { ...truth, en: 'is true', fr: 'est vrai', form: { kind: 'truth', value: true } },
  isFalse: { ...truth, en: 'is false', fr: 'est faux', form: { kind: 'truth', value: false } },
  equalTo: { ...equality, en: 'equal to', fr: 'égal à', form: compare('==') },
  notEqualTo: { ...equality, en: 'different from', fr: 'différent de', form: compare('!=') },
  lessThan: {
    ...order,
    en: 'less than',
    fr: 'inférieur à',
    dateLabels: { en: 'before', fr: 'avant' },
    form: compare('<'),
  },
  lessThanOrEqualTo: {
    ...order,
    en: 'at most',
    fr: 'au plus',
    dateLabels: { en: 'at or before', fr: 'au plus tard' },
    form: compare('<='),
  },
  greaterThan: {
    ...order,
    en: 'greater than',
    fr: 'supérieur à',
    dateLabels: { en: 'after', fr: 'après' },
    form: compare('>'),
  },
  greaterThanOrEqualTo: {
    ...order,
    en: 'at least',
    fr: 'au moins',
    dateLabels: { en: 'at or after', fr: 'au plus tôt' },
    form: compare('>='),
  },
  in: { ...choice, en: 'one of', fr: 'parmi', form: call('in') },
  notIn: { ...choice, en: 'none of', fr: 'hors de', form: callNot('in') },
  contain: { ...text, en: 'contains', fr: 'contient', form: call('contain') },
  notContain: { ...text, en: 'does not contain', fr: 'ne contient pas', form: callNot('contain') },
  startWith: { ...text, en: 'starts with', fr: 'commence par', form: call('startWith') },
  notStartWith: { ...text, en: 'does not start with', fr: 'ne commence pas par', form: callNot('startWith') },
  endWith: { ...text, en: 'ends with', fr: 'finit par', form: call('endWith') },
  notEndWith: { ...text, en: 'does not end with', fr: 'ne finit pas par', form: callNot('endWith') },
  equalToIgnoreCase: {
    ...text,
    en: 'equal to (ignoring case)',
    fr: 'égal à (sans tenir compte de la casse)',
    form: call('equalIgnoreCase'),
  },
  notEqualToIgnoreCase: {
    ...text,
    en: 'different from (ignoring case)',
    fr: 'différent de (sans tenir compte de la casse)',
    form: call('notEqualIgnoreCase'),
  },
  containIgnoreCase: {
    ...text,
    en: 'contains (ignoring case)',
    fr: 'contient (sans tenir compte de la casse)',
    form: call('containIgnoreCase'),
  },
  startWithIgnoreCase: {
    ...text,
    en: 'starts with (ignoring case)',
    fr: 'commence par (sans tenir compte de la casse)',
    form: call('startWithIgnoreCase'),
  },
  endWithIgnoreCase: {
    ...text,
    en: 'ends with (ignoring case)',
    fr: 'finit par (sans tenir compte de la casse)',
    form: call('endWithIgnoreCase'),
  },
  matchRegExp: { ...text, en: 'matches the pattern', fr: 'correspond au motif', form: call('matchRegExp') },
  isEmpty: { ...text, operand: 'none', en: 'is empty', fr: 'est vide', form: call('isEmpty') },
  isNotEmpty: { ...text, operand: 'none', en: 'is not empty', fr: "n'est pas vide", form: call('isNotEmpty') },
  inLastHours: { ...window, en: 'in the last hours', fr: 'dans les dernières heures', form: call('inLastHours') },
  inLastDays: { ...window, en: 'in the last days', fr: 'dans les derniers jours', form: call('inLastDays') },
  inLastMonths: { ...window, en: 'in the last months', fr: 'dans les derniers mois', form: call('inLastMonths') },
  inLastYears: { ...window, en: 'in the last years', fr: 'dans les dernières années', form: call('inLastYears') },
  inNextHours: { ...window, en: 'in the next hours', fr: 'dans les prochaines heures', form: call('inNextHours') },
  inNextDays: { ...window, en: 'in the next days', fr: 'dans les prochains jours', form: call('inNextDays') },
  inNextMonths: { ...window, en: 'in the next months', fr: 'dans les prochains mois', form: call('inNextMonths') },
  inNextYears: { ...window, en: 'in the next years', fr: 'dans les prochaines années', form: call('inNextYears') },
  include: { ...membership, en: 'includes', fr: 'comprend', form: { kind: 'membership', isNegated: false } },
  notInclude: {
    ...membership,
    en: 'does not include',
    fr: 'ne comprend pas',
    form: { kind: 'membership', isNegated: true },
  },
  countEquals: {
    ...size,
    en: 'number of items is',
    fr: "nombre d'éléments égal à",
    form: { kind: 'count', symbol: '==' },
  },
  countAtLeast: {
    ...size,
    en: 'number of items at least',
    fr: "nombre d'éléments au moins",
    form: { kind: 'count', symbol: '>=' },
  },
  countAtMost: {
    ...size,
    en: 'number of items at most',
    fr: "nombre d'éléments au plus",
    form: { kind: 'count', symbol: '<=' },
  },
  isNotNull: { ...presence, en: 'has a value', fr: 'est renseigné', form: { kind: 'test', test: 'is not null' } },
  isNull: { ...presence, en: 'has no value', fr: "n'est pas renseigné", form: { kind: 'test', test: 'is null' } },
} as const satisfies Record<string, Definition>;

/** The operators of the simple editor by name, in the order in which a menu shows them. */
export const rowOperators: ReadonlyMap<RowOperatorName, RowOperator> = new Map(
  Object.entries(definitions as Record<string, Definition>).map(([key, { en, fr, ...rest }]) => {
    const name = key as RowOperatorName;
    return [name, { ...rest, name, labels: { en, fr } }];
  }),
);

/** The operators that a field of a type offers, in menu order. */
export function operatorsFor(type: TypeName): readonly RowOperator[] {
  return [...rowOperators.values()].filter((operator) => operator.fieldTypes.includes(type));
}

/** What the menu calls an operator for a field of a type. */
export function labelsOf({ labels, dateLabels }: RowOperator, type: TypeName): Labels {
  return dateLabels !== undefined && dates.some((date) => date === type) ? dateLabels : labels;
}

/** Labels of the two tests of a segment. */
export const segmentOperatorLabels = {
  isMember: { en: 'is a member', fr: 'est membre' },
  isNotMember: { en: 'is not a member', fr: "n'est pas membre" },
} as const;
