import fc from 'fast-check';
import type { Catalogue, FieldSchema } from './catalogue.ts';
import type { ScalarType } from './type.ts';

/** Declared fields that the generated expressions read. */
const fields: Readonly<Record<string, FieldSchema>> = {
  text: { type: 'string' },
  whole: { type: 'integer' },
  part: { type: 'decimal' },
  flag: { type: 'boolean' },
  at: { type: 'dateTime' },
  clock: { type: 'dateTimeOnly' },
  day: { type: 'dateOnly' },
  span: { type: 'duration' },
  words: { type: 'listString' },
  wholes: { type: 'listInteger' },
  items: { type: 'listObject', fields: { name: { type: 'string' }, price: { type: 'decimal' } } },
};

export const typedCatalogue: Catalogue = {
  events: new Map([['E', { type: 'object', fields }]]),
  dataSources: new Map(),
  actions: new Map(),
};

/** Payloads of the event: mostly as declared, now and then null, missing or something else. */
export function payloads(): fc.Arbitrary<Record<string, unknown>> {
  const stray = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.constant([]), fc.constant({}));
  const or = (usual: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: stray });
  const instants = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString());
  return fc.record(
    {
      text: or(fc.string()),
      whole: or(fc.integer()),
      part: or(fc.double({ noNaN: true, noDefaultInfinity: true })),
      flag: or(fc.boolean()),
      at: or(instants),
      clock: or(instants.map((text) => text.slice(0, 19))),
      day: or(instants.map((text) => text.slice(0, 10))),
      span: or(fc.integer()),
      words: or(fc.array(fc.option(fc.string()))),
      wholes: or(fc.array(fc.option(fc.integer()))),
      items: or(fc.array(fc.option(fc.record({ name: or(fc.string()), price: or(fc.float({ noNaN: true })) })))),
    },
    { requiredKeys: [] },
  );
}

type Rule = readonly [form: string, ...operands: ScalarType[]];

/** How expressions of a type are made: every `$` is an operand of the type at its place. */
const rules: Readonly<Record<ScalarType, readonly Rule[]>> = {
  string: [
    ['"a1"'],
    ['@{E.text}'],
    ['@{E.items.first(currentEventField.price > $).name}', 'decimal'],
    ['($ + $)', 'string', 'integer'],
    ['($ + $)', 'decimal', 'string'],
    ['upper($)', 'string'],
    ['substr($, $)', 'string', 'integer'],
    ['toString($)', 'dateTime'],
    ['replaceAll($, "[a-c]", $)', 'string', 'string'],
    ['(if ($) then ($) else ($))', 'boolean', 'string', 'string'],
    ['getListItem(split($, "a"), $)', 'string', 'integer'],
  ],
  integer: [
    ['3'],
    ['@{E.whole, defaultValue: 7}'],
    ['($ * $)', 'integer', 'integer'],
    ['($ - $)', 'integer', 'integer'],
    ['($ / $)', 'integer', 'integer'],
    ['length($)', 'string'],
    ['round($)', 'decimal'],
    ['sum(@{E.wholes})'],
    ['count(@{E.items.all(currentEventField.name != $)})', 'string'],
    ['toInteger($)', 'string'],
    ['-$', 'integer'],
  ],
  decimal: [
    ['2.5'],
    ['@{E.part}'],
    ['($ + $)', 'decimal', 'integer'],
    ['($ * $)', 'decimal', 'decimal'],
    ['($ % $)', 'integer', 'decimal'],
    ['avg($, $)', 'decimal', 'integer'],
    ['max(@{E.items.price})'],
    ['toDecimal($)', 'integer'],
  ],
  boolean: [
    ['true'],
    ['@{E.flag}'],
    ['($ and $)', 'boolean', 'boolean'],
    ['($ or $)', 'boolean', 'boolean'],
    ['(not $)', 'boolean'],
    ['($ < $)', 'integer', 'decimal'],
    ['($ >= $)', 'dateTime', 'dateTime'],
    ['($ == $)', 'string', 'string'],
    ['($ != $)', 'duration', 'duration'],
    ['(@{E.words} has null)'],
    ['($ is null)', 'dateOnly'],
    ['in($, @{E.words})', 'string'],
    ['inLastDays($, $)', 'dateOnly', 'integer'],
    ['contain($, $)', 'string', 'string'],
  ],
  dateTime: [
    ['now()'],
    ['@{E.at}'],
    ['($ + $)', 'dateTime', 'duration'],
    ['toDateTime($)', 'dateTimeOnly'],
    ['toDateTime($)', 'integer'],
    ['setHours($, $)', 'dateTime', 'integer'],
    ['nowWithDelta($, "months")', 'integer'],
  ],
  dateTimeOnly: [
    ['@{E.clock}'],
    ['date("2024-02-29T10:00:00")'],
    ['toDateTimeOnly($)', 'dateTime'],
    ['setDays($, $)', 'dateTimeOnly', 'integer'],
    ['min($, $)', 'dateTimeOnly', 'dateTimeOnly'],
  ],
  dateOnly: [
    ['@{E.day}'],
    ['toDateOnly($)', 'dateTime'],
    ['toDateOnly($)', 'string'],
    ['max($, $)', 'dateOnly', 'dateOnly'],
  ],
  duration: [['@{E.span}'], ['toDuration($)', 'integer'], ['($ + $)', 'duration', 'duration'], ['toDuration("PT1H")']],
};

/** Well-typed expressions over the declared fields. */
export function typedExpressions(): fc.Arbitrary<string> {
  const types = Object.keys(rules) as ScalarType[];
  const { result } = fc.letrec<Record<ScalarType | 'result', string>>((tie) => ({
    ...(Object.fromEntries(types.map((type) => [type, ofType(type, tie)])) as Record<ScalarType, fc.Arbitrary<string>>),
    result: fc.oneof(...types.map((type) => tie(type) as fc.Arbitrary<string>)),
  }));
  return result;
}

function ofType(type: ScalarType, tie: (type: ScalarType) => fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const forms = rules[type].map(([form, ...operands]) =>
    fc.tuple(...operands.map((operand) => tie(operand) as fc.Arbitrary<string>)).map((texts) => fill(form, texts)),
  );
  return fc.oneof({ maxDepth: 4, depthSize: 'small' }, ...forms);
}

function fill(form: string, operands: readonly string[]): string {
  let next = 0;
  return form.replace(/\$/g, () => operands[next++] ?? '');
}
