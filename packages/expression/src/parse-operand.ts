import type { Expression, Literal } from './ast.ts';
import { intern } from './intern.ts';
import { limits } from './limits.ts';
import { parseReference, parseSteps } from './parse-reference.ts';
import type { TokenStream } from './token-stream.ts';

/** Reads an operand: a literal, list, reference, loop variable, call or parenthesised expression. */
export function parsePrimary(stream: TokenStream): Expression {
  switch (stream.kind) {
    case 'integer':
    case 'decimal':
    case 'string':
      return parseConstant(stream);
    case '[':
      return parseList(stream);
    case '@{':
    case '#{':
    case '@action{':
      return parseReference(stream);
    case '(':
      return parseGroup(stream);
    case 'word':
      return parseWord(stream);
    default:
      return parseMissing(stream);
  }
}

/** Reports that no operand stands here. A character that can stand nowhere is skipped, so that reading goes on behind it. */
function parseMissing(stream: TokenStream): Expression {
  stream.reportUnexpected('a value');
  const { start } = stream;
  if (stream.is('bad')) stream.advance();
  return stream.node({ kind: 'missing', range: { start, end: stream.is('end') ? start : stream.previousEnd } });
}

function parseConstant(stream: TokenStream): Expression {
  const { kind, range, value } = stream;
  if (kind === 'integer') return parseInteger(stream, 2n ** 63n - 1n);
  stream.advance();
  return kind === 'decimal'
    ? stream.node({ kind: 'literal', type: 'decimal', value: Number(value), range })
    : stream.node({ kind: 'literal', type: 'string', value: intern(value), range });
}

/** `greatest` is 2^63 directly behind a unary minus, else 2^63 - 1. */
export function parseInteger(stream: TokenStream, greatest: bigint): Literal {
  const { range, value: digits } = stream;
  const short = Number(digits);
  let value: number | bigint = short;
  if (!Number.isSafeInteger(short)) {
    value = digits.length > 40 ? greatest + 1n : BigInt(digits);
    if (value > greatest) {
      stream.report(
        'EXPR_INTEGER_TOO_LARGE',
        range,
        `${digits.slice(0, 40)} is beyond the greatest integer, ${greatest}`,
      );
      value = 0;
    }
  }
  stream.advance();
  return stream.node({ kind: 'literal', type: 'integer', value, range });
}

function parseGroup(stream: TokenStream): Expression {
  const start = stream.start;
  stream.advance();
  const inner = stream.parsers.expression(stream);
  stream.expect(')');
  return stream.node({ kind: 'group', inner, range: stream.rangeFrom(start) });
}

function parseList(stream: TokenStream): Expression {
  const start = stream.start;
  stream.advance();
  const items = parseItems(stream, ']');
  const range = stream.rangeFrom(start);
  if (items.length > limits.listLiteral)
    stream.fail(
      'EXPR_LIST_TOO_LONG',
      range,
      `the list has ${items.length} elements; the limit is ${limits.listLiteral}`,
    );
  return stream.node({ kind: 'list', items, range });
}

function parseItems(stream: TokenStream, closer: ')' | ']'): Expression[] {
  const items: Expression[] = [];
  if (stream.kind === closer) {
    stream.advance();
    return items;
  }
  for (;;) {
    items.push(stream.parsers.expression(stream));
    if (!stream.is(',')) break;
    stream.advance();
  }
  stream.expect(closer);
  return items;
}

function parseWord(stream: TokenStream): Expression {
  const { value: word, range } = stream;
  if (word === 'true' || word === 'false') {
    stream.advance();
    return stream.node({ kind: 'literal', type: 'boolean', value: word === 'true', range });
  }
  if (word === 'null') {
    stream.advance();
    return stream.node({ kind: 'literal', type: 'null', value: null, range });
  }
  if (word === 'currentEventField' || word === 'currentDataPackField' || word === 'currentActionField') {
    stream.advance();
    const steps = parseSteps(stream);
    return stream.node({
      kind: 'loopVariable',
      name: word,
      nameRange: range,
      steps,
      range: stream.rangeFrom(range.start),
    });
  }
  return keywords.has(word) ? parseKeyword(stream) : parseCall(stream);
}

const keywords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'has', 'if', 'then', 'else']);

/** A keyword where an operand belongs: `not` and `if` need parentheses there, the others are out of place. */
function parseKeyword(stream: TokenStream): Expression {
  const word = stream.value;
  if (word !== 'not' && word !== 'if') return parseMissing(stream);
  const message = `"${word}" cannot stand here; put "${word} ..." in parentheses`;
  stream.report('EXPR_UNEXPECTED_TOKEN', stream.range, message);
  return stream.parsers.expression(stream);
}

function parseCall(stream: TokenStream): Expression {
  const { value: name, range: nameRange } = stream;
  stream.advance();
  if (!stream.is('(')) {
    const message = `"${name}" is no value; write text in quotes, a field as @{Event.field}, a function with (...)`;
    stream.report('EXPR_UNEXPECTED_TOKEN', nameRange, message);
    return stream.node({ kind: 'missing', range: nameRange });
  }
  stream.advance();
  const args = parseItems(stream, ')');
  return stream.node({ kind: 'call', name, nameRange, args, range: stream.rangeFrom(nameRange.start) });
}
