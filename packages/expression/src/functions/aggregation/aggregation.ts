import { charge, type Frame } from '../../frame.ts';
import { finite } from '../../values/decimal.ts';
import { addDurations, Duration } from '../../values/duration.ts';
import { compareValues } from '../../values/equality.ts';
import { addIntegers, type Integer } from '../../values/integer.ts';
import { listTypeOf, type Value } from '../../values/value.ts';
import { define, type FunctionDefinition, nullable, type Signature } from '../definition.ts';

/** The values that count; a null list counts as empty. */
function known<T>(list: readonly (T | null)[] | null, frame: Frame): T[] {
  if (list === null) return [];
  charge(frame, list.length);
  return list.filter((item) => item !== null);
}

function addDecimals(a: number, b: number): number {
  return finite(a + b);
}

function mean(values: readonly Integer[]): number | null {
  if (values.length === 0) return null;
  return values.map(Number).reduce(addDecimals) / values.length;
}

function sumOfIntegers(values: readonly Integer[]): Integer {
  return values.reduce(addIntegers, 0);
}

function sumOfDecimals(values: readonly number[]): number {
  return values.reduce(addDecimals, 0);
}

function sumOfDurations(values: readonly Duration[]): Duration {
  return values.reduce(addDurations, new Duration(0));
}

const orderedTypes = ['integer', 'decimal', 'duration', 'dateTime', 'dateTimeOnly', 'dateOnly'] as const;

/** The value that stands first when `sign` orders them; null when there is none. */
function extreme(values: readonly Value[], sign: 1 | -1): Value {
  if (values.length === 0) return null;
  return values.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best));
}

function extremeSignatures(sign: 1 | -1): readonly Signature[] {
  return orderedTypes.flatMap((type) => [
    nullable([`values: ${listTypeOf(type)}`], type, (list, frame) => extreme(known<Value>(list, frame), sign) as never),
    nullable(
      [`first: ${type}`, `second: ${type}`],
      type,
      (a, b, frame) => extreme(known<Value>([a, b], frame), sign) as never,
    ),
  ]);
}

const extremeForms = [
  '(list of T): T',
  '(T, T): T, where T is integer, decimal, duration, dateTime, dateTimeOnly or dateOnly',
];

export const aggregationFunctions: readonly FunctionDefinition[] = [
  define('aggregation', 'avg', {
    description: {
      en: 'Mean of the values that are not null; null when there are none.',
      fr: "Moyenne des valeurs non nulles ; null s'il n'y en a aucune.",
    },
    example: { expression: 'avg([4, null, 7])', result: 5.5 },
    signatures: [
      nullable(['values: listInteger'], 'decimal', (list, frame) => mean(known(list, frame))),
      nullable(['values: listDecimal'], 'decimal', (list, frame) => mean(known(list, frame))),
      nullable(['first: integer', 'second: integer'], 'decimal', (a, b, frame) => mean(known([a, b], frame))),
      nullable(['first: decimal', 'second: decimal'], 'decimal', (a, b, frame) => mean(known([a, b], frame))),
    ],
  }),
  define('aggregation', 'sum', {
    description: {
      en: 'Sum of the values that are not null; zero when there are none.',
      fr: "Somme des valeurs non nulles ; zéro s'il n'y en a aucune.",
    },
    example: { expression: 'sum([1.25, null, 2.5])', result: 3.75 },
    signatures: [
      nullable(['values: listInteger'], 'integer', (list, frame) => sumOfIntegers(known(list, frame))),
      nullable(['first: integer', 'second: integer'], 'integer', (a, b, frame) => sumOfIntegers(known([a, b], frame))),
      nullable(['values: listDecimal'], 'decimal', (list, frame) => sumOfDecimals(known(list, frame))),
      nullable(['first: decimal', 'second: decimal'], 'decimal', (a, b, frame) => sumOfDecimals(known([a, b], frame))),
      nullable(['values: listDuration'], 'duration', (list, frame) => sumOfDurations(known(list, frame))),
      nullable(['first: duration', 'second: duration'], 'duration', (a, b, frame) =>
        sumOfDurations(known([a, b], frame)),
      ),
    ],
  }),
  define('aggregation', 'max', {
    description: {
      en: 'The greatest of the values that are not null; null when there are none.',
      fr: "La plus grande des valeurs non nulles ; null s'il n'y en a aucune.",
    },
    example: { expression: 'max(4, 11)', result: 11 },
    signatures: extremeSignatures(1),
    forms: extremeForms,
  }),
  define('aggregation', 'min', {
    description: {
      en: 'The least of the values that are not null; null when there are none.',
      fr: "La plus petite des valeurs non nulles ; null s'il n'y en a aucune.",
    },
    example: { expression: 'min([null, 2.5, 9.0])', result: 2.5 },
    signatures: extremeSignatures(-1),
    forms: extremeForms,
  }),
];
