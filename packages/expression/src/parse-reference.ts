import type { AccessName, Expression, Name, Param, Reference, ReferenceKind, Step } from './ast.ts';
import { intern } from './intern.ts';
import { limits } from './limits.ts';
import type { TokenStream } from './token-stream.ts';

/** Reads `@{...}`, `#{...}` or `@action{...}` (section 7.1). */
export function parseReference(stream: TokenStream): Reference {
  const start = stream.start;
  const of = referenceKind(stream);
  stream.enter();
  stream.advance();
  const root = parseName(stream, rootTitle[of]);
  const group = of === 'data' ? parseGroupName(stream) : undefined;
  const steps = parseSteps(stream);
  if (steps.length === 0) stream.reportUnexpected('"." and a field name');
  const { defaultValue, params } = parseOptions(stream);
  stream.expect('}');
  stream.leave();
  return stream.node({
    kind: 'reference',
    of,
    root,
    group,
    steps,
    defaultValue,
    params,
    range: stream.rangeFrom(start),
  });
}

const rootTitle: Readonly<Record<ReferenceKind, string>> = {
  event: 'the name of an event',
  data: 'the name of a data source',
  action: 'the name of an action',
};

function referenceKind(stream: TokenStream): ReferenceKind {
  if (stream.is('@{')) return 'event';
  return stream.is('#{') ? 'data' : 'action';
}

function parseGroupName(stream: TokenStream): Name {
  stream.expect('.');
  return parseName(stream, 'the name of a field group');
}

function parseName(stream: TokenStream, wanted: string): Name {
  stream.rescanAsName();
  const { kind, value: text, range } = stream;
  if (kind === 'word' || kind === 'string') {
    stream.advance();
    return { text: intern(text), isQuoted: kind === 'string', range };
  }
  if (kind === 'integer' || kind === 'decimal') return parseNumericName(stream, wanted);
  stream.reportUnexpected(wanted);
  return { text: '', isQuoted: false, range: { start: range.start, end: range.start } };
}

function parseNumericName(stream: TokenStream, wanted: string): Name {
  const { value: text, range } = stream;
  const message = `${wanted} that starts with a digit needs quotes: "${text}"`;
  stream.report('EXPR_MALFORMED_NAME', range, message);
  stream.advance();
  return { text, isQuoted: false, range };
}

export function parseSteps(stream: TokenStream): Step[] {
  const steps: Step[] = [];
  while (stream.is('.')) {
    const start = stream.start;
    stream.advance();
    steps.push(stream.node(parseStep(stream, start)));
    if (steps.length > limits.depth)
      stream.fail('EXPR_TOO_DEEP', stream.rangeFrom(start), `a path has more than ${limits.depth} steps`);
  }
  return steps;
}

const accesses: ReadonlySet<string> = new Set(['all', 'first', 'last', 'at', 'entry', 'keys', 'firstEntryKey']);

function parseStep(stream: TokenStream, start: number): Step {
  const name = parseName(stream, 'a field name');
  const isAccess = !name.isQuoted && stream.is('(') && accesses.has(name.text);
  if (isAccess) return parseAccess(stream, name, start);
  return { kind: 'field', name, range: stream.rangeFrom(start) };
}

function parseAccess(stream: TokenStream, name: Name, start: number): Step {
  const access = name.text as AccessName;
  stream.advance();
  const argument = parseAccessArgument(stream, access);
  stream.expect(')');
  return { kind: 'access', access, nameRange: name.range, argument, range: stream.rangeFrom(start) };
}

function parseAccessArgument(stream: TokenStream, access: AccessName): Expression | undefined {
  const mayBeEmpty = access === 'all' || access === 'first' || access === 'last';
  if (access === 'keys' || access === 'firstEntryKey' || (mayBeEmpty && stream.is(')'))) return undefined;
  return stream.parsers.expression(stream);
}

interface Options {
  defaultValue?: Expression;
  params?: readonly Param[];
}

function parseOptions(stream: TokenStream): Options {
  const options: Options = {};
  while (stream.is(',')) {
    stream.advance();
    const { range } = stream;
    const word = stream.is('word') ? stream.value : '';
    if (word !== 'defaultValue' && word !== 'params') {
      stream.reportUnexpected('"defaultValue:" or "params:"');
      return options;
    }
    if (options[word] !== undefined) stream.report('EXPR_DUPLICATE_OPTION', range, `"${word}" is given twice`);
    stream.advance();
    stream.expect(':');
    if (word === 'params') options.params = parseParams(stream);
    else options.defaultValue = parseDefault(stream);
  }
  return options;
}

function parseParams(stream: TokenStream): Param[] {
  const params: Param[] = [];
  stream.expect('{');
  while (!stream.is('}') && !stream.is('end')) {
    const name = parseName(stream, 'the name of a parameter');
    stream.expect(':');
    const value = stream.parsers.expression(stream);
    params.push({ name, value });
    if (!stream.is(',')) break;
    stream.advance();
    stream.rescanAsName();
    if (stream.is('}')) stream.reportUnexpected('the name of a parameter');
  }
  stream.expect('}');
  return params;
}

/** A default is a literal, a signed number, a list or a reference; anything else stands in parentheses (section 7.6). */
function parseDefault(stream: TokenStream): Expression {
  const { kind, value: word } = stream;
  if (kind === 'word' && !constants.has(word)) {
    stream.report(
      'EXPR_UNEXPECTED_TOKEN',
      stream.range,
      `a default value that starts with "${word}" needs parentheses`,
    );
    return stream.parsers.expression(stream);
  }
  if (kind === '-' && !isNumber(stream.peekKind()))
    stream.report('EXPR_UNEXPECTED_TOKEN', stream.range, 'a default value that is computed needs parentheses');
  return stream.parsers.unary(stream);
}

const constants: ReadonlySet<string> = new Set(['true', 'false', 'null']);

function isNumber(kind: string): boolean {
  return kind === 'integer' || kind === 'decimal';
}
