import { boundedText, charge } from '../../frame.ts';
import type { TypeName } from '../../type.ts';
import { decimalText } from '../../values/decimal.ts';
import { valuesEqual } from '../../values/equality.ts';
import { textOf } from '../../values/text.ts';
import { type ListValue, listTypeOf, scalarTypes, type Value } from '../../values/value.ts';
import { ValueSet } from '../../values/value-set.ts';
import { define, type FunctionDefinition, nullable, type Signature, signature } from '../definition.ts';

function itemSignatures(): readonly Signature[] {
  return scalarTypes.map((type) =>
    signature([`list: ${listTypeOf(type)}`, 'index: integer'], type, (list, index) =>
      typeof index === 'number' ? (((list as ListValue)[index] ?? null) as never) : null,
    ),
  );
}

function inSignatures(): readonly Signature[] {
  return scalarTypes.map((type) =>
    nullable([`value: ${type}`, `list: ${listTypeOf(type)}`], 'boolean', (value, list, frame) => {
      charge(frame, list?.length ?? 0);
      return list !== null && (list as ListValue).some((item) => valuesEqual(item, value as Value));
    }),
  );
}

function intersectSignatures(): readonly Signature[] {
  return scalarTypes.map((type) => {
    const list = listTypeOf(type);
    return nullable([`first: ${list}`, `second: ${list}`], list, (first, second, frame) => {
      if (first === null || second === null) return [];
      const others = new ValueSet(frame, second);
      const taken = new ValueSet(frame);
      return (first as ListValue).filter((item) => item !== null && others.has(item) && taken.add(item)) as never;
    });
  });
}

/** Elements as by toString; a list of decimals holds bare numbers, which show their `.0` only here. */
function serializeSignatures(): readonly Signature[] {
  return scalarTypes.map((type) =>
    signature(
      [`list: ${listTypeOf(type)}`, 'separator: string', 'quoted: boolean'],
      'string',
      (list, by, quoted, frame) => {
        charge(frame, list.length);
        let text = '';
        (list as ListValue).forEach((item, index) => {
          text = boundedText(text + (index === 0 ? '' : by) + itemText(item, type, quoted));
        });
        return text;
      },
    ),
  );
}

function itemText(item: Value, type: TypeName, isQuoted: boolean): string {
  if (item === null) return 'null';
  const text = type === 'decimal' ? decimalText(item as number) : textOf(item);
  return isQuoted ? `"${text}"` : text;
}

export const listFunctions: readonly FunctionDefinition[] = [
  define('list', 'getListItem', {
    description: {
      en: 'The element at an index, from 0; null when there is none.',
      fr: "L'élément à un indice, à partir de 0 ; null s'il n'existe pas.",
    },
    example: { expression: 'getListItem([4, 8, 15], 2)', result: 15 },
    signatures: itemSignatures(),
    forms: ['(list of T, integer index): T, where T is any scalar type'],
  }),
  define('list', 'in', {
    description: { en: 'True when some element equals the value.', fr: 'Vrai quand un élément égale la valeur.' },
    example: { expression: 'in("sun", @{FerryBoarded.tags})', result: true },
    signatures: inSignatures(),
    forms: ['(T value, list of T): boolean, where T is any scalar type'],
  }),
  define('list', 'intersect', {
    description: {
      en: 'The values that both lists have, in the order of the first, without duplicates or nulls.',
      fr: 'Les valeurs communes aux deux listes, dans l’ordre de la première, sans doublons ni nulls.',
    },
    example: { expression: 'intersect([5, 3, 9], [9, 5, 1])', result: [5, 9] },
    signatures: intersectSignatures(),
    forms: ['(list of T, list of T): list of T, where T is any scalar type'],
  }),
  define('list', 'listSize', {
    description: { en: 'Number of all elements, nulls included.', fr: 'Nombre de tous les éléments, nulls compris.' },
    example: { expression: 'listSize([7, null])', result: 2 },
    signatures: [nullable(['list: listAny'], 'integer', (list) => list?.length ?? 0)],
  }),
  define('list', 'serializeList', {
    description: {
      en: 'The elements as text, joined with the separator; each in quotes when the third argument is true.',
      fr: 'Les éléments en texte, réunis par le séparateur ; entre guillemets si le troisième argument est vrai.',
    },
    example: { expression: 'serializeList([7, 8], " / ", false)', result: '7 / 8' },
    signatures: serializeSignatures(),
    forms: ['(list of scalars, string separator, boolean quoted): string'],
  }),
];
