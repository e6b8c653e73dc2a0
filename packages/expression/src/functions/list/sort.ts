import { charge, type Frame } from '../../frame.ts';
import { compareValues } from '../../values/equality.ts';
import { type ListValue, listTypeOf, scalarTypes, type Value } from '../../values/value.ts';
import { define, type FunctionDefinition, keyed, signature } from '../definition.ts';
import { attributeReader } from './attribute.ts';

/** Stable, in natural order (section 4.8), nulls last in both directions. Comparisons are charged, n log n of them at two steps. */
function sort(list: ListValue, isAscending: boolean, keyOf: (item: Value) => Value, frame: Frame): ListValue {
  charge(frame, 2 * list.length * Math.ceil(Math.log2(list.length + 2)));
  const sign = isAscending ? 1 : -1;
  const entries = list.map((item) => ({ item, key: item === null ? null : keyOf(item) }));
  entries.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return compareValues(a.key, b.key) * sign;
  });
  return entries.map(({ item }) => item);
}

export const sortFunctions: readonly FunctionDefinition[] = [
  define('list', 'sort', {
    description: {
      en: 'The elements in natural order, ascending when the last argument is true; nulls last. Objects are sorted by one attribute.',
      fr: "Les éléments dans l'ordre naturel, croissant si le dernier argument est vrai ; les nulls à la fin. Les objets sont triés par un attribut.",
    },
    example: { expression: 'sort(["pear", "fig"], true)', result: ['fig', 'pear'] },
    signatures: [
      ...scalarTypes.map((type) =>
        signature([`list: ${listTypeOf(type)}`, 'ascending: boolean'], 'same', (list, ascending, frame) =>
          sort(list as ListValue, ascending, (item) => item, frame),
        ),
      ),
      keyed(['list: listObject (field)', 'key: string', 'ascending: boolean'], 'same', (schema) => {
        const read = attributeReader(schema);
        return (list, key, ascending, frame) => sort(list, ascending, (item) => read(item, key), frame);
      }),
    ],
    forms: [
      '(list of scalars, boolean ascending): same list type',
      '(listObject field, string key, boolean ascending): listObject',
    ],
  }),
];
