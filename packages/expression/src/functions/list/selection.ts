import { charge } from '../../frame.ts';
import type { Integer } from '../../values/integer.ts';
import { type ListValue, listTypeOf, type ObjectValue, scalarTypes } from '../../values/value.ts';
import { ValueSet } from '../../values/value-set.ts';
import { define, type FunctionDefinition, keyed, type Signature, signature } from '../definition.ts';
import { attributeReader } from './attribute.ts';

function filterSignatures(): readonly Signature[] {
  return scalarTypes.map((type) =>
    keyed(['list: listObject (field)', 'key: string', `keys: ${listTypeOf(type)}`], 'listObject', (schema) => {
      const read = attributeReader(schema);
      return (list, key, keys, frame) => {
        charge(frame, list.length);
        const wanted = new ValueSet(frame, keys as ListValue);
        const wantsNull = (keys as ListValue).includes(null);
        return list.filter((item): item is ObjectValue => {
          const value = item === null ? null : read(item, key);
          return item !== null && (value === null ? wantsNull : wanted.has(value));
        });
      };
    }),
  );
}

/** The first elements, or the last in their order. */
function limit(list: ListValue, count: Integer, isFromStart: boolean): ListValue {
  const size = Math.max(0, Math.min(Number(count), list.length));
  return isFromStart ? list.slice(0, size) : list.slice(list.length - size);
}

export const selectionFunctions: readonly FunctionDefinition[] = [
  define('list', 'filter', {
    description: {
      en: 'The objects whose attribute equals one of the given values, order kept.',
      fr: "Les objets dont l'attribut égale une des valeurs données, dans leur ordre.",
    },
    example: {
      expression: 'filter(@{FerryBoarded.legs}, "port", ["Calvi", "Oslo"])',
      result: [{ port: 'Calvi', km: 95 }],
    },
    signatures: filterSignatures(),
    forms: ['(listObject field, string key, list of scalars): listObject'],
  }),
  define('list', 'limit', {
    description: {
      en: 'The first n elements, or the last n when the third argument is false.',
      fr: 'Les n premiers éléments, ou les n derniers si le troisième argument est faux.',
    },
    example: { expression: 'limit([7, 8, 9], 2)', result: [7, 8] },
    signatures: [
      signature(['list: listAny (field)', 'count: integer'], 'same', (list, count, frame) => {
        charge(frame, list.length);
        return limit(list, count, true);
      }),
      signature(
        ['list: listAny (field)', 'count: integer', 'fromStart: boolean'],
        'same',
        (list, count, fromStart, frame) => {
          charge(frame, list.length);
          return limit(list, count, fromStart);
        },
      ),
    ],
    forms: ['(list, integer count): same list type', '(list, integer count, boolean fromStart): same list type'],
  }),
];
