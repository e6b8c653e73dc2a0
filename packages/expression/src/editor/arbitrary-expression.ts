import fc from 'fast-check';

/** For tests: texts that the grammar accepts, whatever their types; loosely laid out, with redundant space and quotes. */
export function arbitraryExpression(): fc.Arbitrary<string> {
  return fc.letrec<{ expression: string; operand: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      tie('operand'),
      fc.tuple(tie('operand'), operator, tie('operand')).map(([left, op, right]) => `${left} ${op}\t${right}`),
      fc.array(tie('operand'), { minLength: 2, maxLength: 6 }).map((operands) => operands.join(' and ')),
      fc.array(tie('operand'), { minLength: 2, maxLength: 6 }).map((operands) => operands.join('  or ')),
      tie('operand').map((operand) => `not ${operand}`),
      fc.tuple(tie('operand'), test).map(([operand, name]) => `${operand} ${name}`),
      fc
        .tuple(tie('expression'), tie('expression'), tie('expression'))
        .map(([condition, a, b]) => `if(${condition})then (${a})\nelse(${b})`),
    ),
    operand: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      literal,
      tie('expression').map((inner) => `( ${inner})`),
      tie('operand').map((operand) => `-${operand}`),
      fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc
        .tuple(identifier, fc.array(tie('expression'), { maxLength: 3 }))
        .map(([f, args]) => `${f}(${args.join(' , ')})`),
      fc
        .tuple(opener, name, steps(tie('expression')), options(tie('expression')))
        .map(([open, root, path, rest]) => `${open} ${root}.${open === '#{' ? `${root}.` : ''}${path}${rest} }`),
      fc.tuple(loopVariable, steps(tie('expression'))).map(([variable, path]) => `${variable}.${path}`),
    ),
  })).expression;
}

const stringLiteral = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 60 }).map((value) => `'${value.replaceAll(/['\\]/g, '')}'`),
  fc.constantFrom('"\\d+"', '\'it is "quoted"\'', '"l\'arrivée"', '"\\u0041"', '""', '"\\\\\\""'),
);
const literal = fc.oneof(
  fc.nat().map(String),
  fc.tuple(fc.nat(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
  stringLiteral,
  fc.constantFrom('true', 'false', 'null', '9223372036854775807', '007', '1.50'),
);
const identifier = fc.constantFrom('count', 'inSegment', 'now', 'a_long_function_name_that_nobody_has_declared');
const name = fc.oneof(
  fc.constantFrom('Purchase', 'all', 'not', 'a-b', '_id', "'7day'", '"with space"', "'all'"),
  stringLiteral,
);
const opener = fc.constantFrom('@{', '#{', '@action{');
const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'and', 'or');
const test = fc.constantFrom('is null', 'is  not null', 'has null', 'is numeric', 'is integer', 'is decimal');
const loopVariable = fc.constantFrom('currentEventField', 'currentDataPackField', 'currentActionField');

function steps(argument: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const access = fc.oneof(
    fc.tuple(fc.constantFrom('all', 'first', 'last', 'at', 'entry'), argument).map(([verb, of]) => `${verb}(${of})`),
    fc.constantFrom('all()', 'first( )', 'last()', 'keys()', 'firstEntryKey()'),
  );
  return fc.array(fc.oneof(name, access), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' . '));
}

function options(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const params = fc.tuple(name, value).map(([key, of]) => `, params : { ${key}: ${of}}`);
  const defaultValue = value.map((of) => `, defaultValue: (${of})`);
  return fc.oneof(
    fc.constant(''),
    params,
    defaultValue,
    fc.tuple(params, defaultValue).map(([a, b]) => b + a),
  );
}
