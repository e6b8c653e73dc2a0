import { charge, type Frame } from '../../frame.ts';
import type { ListValue, Value } from '../../values/value.ts';
import { ValueSet } from '../../values/value-set.ts';
import { define, type FunctionDefinition, keyed, type Signature, signature } from '../definition.ts';
import { attributeReader } from './attribute.ts';

/** How many nulls stay: none, or the first. */
type NullRule = 'drop' | 'keep first';

/** First of each group of equal values, order kept. `keyOf` gives what is compared; objects that lack it are one group. */
function distinct(list: ListValue, rule: NullRule, keyOf: (item: Value) => Value, frame: Frame): ListValue {
  charge(frame, list.length);
  const seen = new ValueSet(frame);
  const firstNull = rule === 'drop' ? -1 : list.indexOf(null);
  const firstKeyless = list.findIndex((item) => item !== null && keyOf(item) === null);
  return list.filter((item, index) => {
    if (item === null) return index === firstNull;
    const key = keyOf(item);
    return key === null ? index === firstKeyless : seen.add(key);
  });
}

function signatures(rule: NullRule): readonly Signature[] {
  return [
    signature(['list: listAny (field)'], 'same', (list, frame) => distinct(list, rule, (item) => item, frame)),
    keyed(['list: listObject (field)', 'key: string'], 'same', (schema) => {
      const read = attributeReader(schema);
      return (list, key, frame) => distinct(list, rule, (item) => read(item, key), frame);
    }),
  ];
}

const forms = ['(list): same list type', '(listObject field, string key): listObject'];

export const distinctFunctions: readonly FunctionDefinition[] = [
  define('list', 'distinct', {
    description: {
      en: 'The first of each group of equal values, nulls dropped. Objects are compared whole, or by one attribute.',
      fr: 'La première valeur de chaque groupe de valeurs égales, sans les nulls. Les objets sont comparés entiers, ou par un attribut.',
    },
    example: { expression: 'distinct(@{FerryBoarded.tags})', result: ['sea', 'sun'] },
    signatures: signatures('drop'),
    forms,
  }),
  define('list', 'distinctWithNull', {
    description: {
      en: 'As distinct, but one null stays, at the place of the first null.',
      fr: 'Comme distinct, mais un null reste, à la place du premier null.',
    },
    example: { expression: 'distinctWithNull([3, null, 3, null])', result: [3, null] },
    signatures: signatures('keep first'),
    forms,
  }),
];
