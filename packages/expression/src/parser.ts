import type { BinaryOperator, Expression, Literal, Test, TestName } from './ast.ts';
import { intern } from './intern.ts';
import { limits } from './limits.ts';
import { parseReference, parseSteps } from './parse-reference.ts';
import type { Problem } from './problem.ts';
import { SyntaxLimit, TokenStream } from './token-stream.ts';

export interface ParseResult {
  /** The tree; places that could not be read hold a `missing` node. */
  readonly root: Expression;
  /** Syntax problems, in the order of the text; empty when the text is well formed. */
  readonly problems: readonly Problem[];
}

/**
 * Text to tree (sections 2 and 3). Never throws: it reports what is wrong, repairs it and reads on, so that an editor
 * sees several problems at once.
 */
export function parse(text: string): ParseResult {
  const stream = new TokenStream(text, { expression: parseExpression, unary: parseUnary });
  const nothing = { kind: 'missing', range: { start: 0, end: 0 } } as const;
  if (text.length > limits.textLength) {
    const message = `the text has ${text.length} characters; the limit is ${limits.textLength}`;
    stream.report('EXPR_TEXT_TOO_LONG', { start: limits.textLength, end: text.length }, message);
    return { root: nothing, problems: stream.problems };
  }
  let root: Expression = nothing;
  try {
    root = parseExpression(stream);
    parseLeftovers(stream);
  } catch (error) {
    if (!(error instanceof SyntaxLimit)) throw error;
  }
  return { root, problems: stream.problems };
}

/** The whole text must be consumed; what is left is read only to find further problems in it. */
function parseLeftovers(stream: TokenStream): void {
  while (!stream.is('end')) {
    stream.reportUnexpected('the end of the expression');
    do stream.skip();
    while (!stream.is('end') && !startsOperand(stream));
    if (!stream.is('end')) parseExpression(stream);
  }
}

function startsOperand(stream: TokenStream): boolean {
  return ['@{', '#{', '@action{', '(', '[', 'string', 'integer', 'decimal'].includes(stream.kind);
}

function parseExpression(stream: TokenStream): Expression {
  stream.enter();
  const node = stream.isWord('if') ? parseConditional(stream) : parseOr(stream);
  stream.leave();
  return node;
}

function parseConditional(stream: TokenStream): Expression {
  const start = stream.start;
  stream.advance();
  const condition = parseParenthesised(stream, 'if');
  expectWord(stream, 'then');
  const whenTrue = parseParenthesised(stream, 'then');
  expectWord(stream, 'else');
  const whenFalse = parseParenthesised(stream, 'else');
  return stream.node({ kind: 'conditional', condition, whenTrue, whenFalse, range: stream.rangeFrom(start) });
}

function expectWord(stream: TokenStream, word: string): void {
  if (stream.isWord(word)) stream.advance();
  else stream.reportUnexpected(`"${word}" of the conditional`);
}

function parseParenthesised(stream: TokenStream, word: string): Expression {
  if (!stream.is('(')) stream.reportUnexpected(`"(" after "${word}"`);
  else stream.advance();
  const inner = parseExpression(stream);
  stream.expect(')');
  return inner;
}

function parseOr(stream: TokenStream): Expression {
  let left = parseAnd(stream);
  while (stream.isWord('or')) left = parseRight(stream, left, 'or', parseAnd);
  return left;
}

function parseAnd(stream: TokenStream): Expression {
  let left = parseNegation(stream);
  while (stream.isWord('and')) left = parseRight(stream, left, 'and', parseNegation);
  return left;
}

function parseNegation(stream: TokenStream): Expression {
  if (!stream.isWord('not')) return parseEquality(stream);
  const start = stream.start;
  stream.enter();
  stream.advance();
  const operand = parseNegation(stream);
  stream.leave();
  return stream.node({ kind: 'unary', operator: 'not', operand, range: stream.rangeFrom(start) });
}

function parseEquality(stream: TokenStream): Expression {
  let left = parseRelation(stream);
  for (;;) {
    if (stream.is('!=')) left = parseRight(stream, left, '!=', parseRelation);
    else if (stream.is('==') || isSingleEquals(stream)) left = parseRight(stream, left, '==', parseRelation);
    else return left;
  }
}

/** A single `=` is reported when it is consumed, then read as the comparison it was meant to be. */
function isSingleEquals(stream: TokenStream): boolean {
  return stream.is('bad') && stream.value === '=';
}

function parseRelation(stream: TokenStream): Expression {
  let left = parseSum(stream);
  for (;;) {
    const kind = stream.kind;
    if (kind === '<' || kind === '<=' || kind === '>' || kind === '>=') left = parseRight(stream, left, kind, parseSum);
    else if (stream.isWord('is') || stream.isWord('has')) left = parseTest(stream, left);
    else return left;
  }
}

function parseTest(stream: TokenStream, operand: Expression): Test {
  const test = stream.isWord('has') ? parseHasTest(stream) : parseIsTest(stream);
  const range = { start: operand.range.start, end: stream.previousEnd };
  return stream.node({ kind: 'test', test, operand, range });
}

function parseHasTest(stream: TokenStream): TestName {
  stream.advance();
  if (stream.isWord('null')) stream.advance();
  else stream.reportUnexpected('"null" after "has"');
  return 'has null';
}

const isTests: readonly string[] = ['null', 'numeric', 'integer', 'decimal'];

function parseIsTest(stream: TokenStream): TestName {
  stream.advance();
  const word = stream.is('word') ? stream.value : '';
  if (isTests.includes(word)) {
    stream.advance();
    return `is ${word}` as TestName;
  }
  if (word !== 'not') {
    stream.reportUnexpected('"null", "not null", "numeric", "integer" or "decimal" after "is"');
    return 'is null';
  }
  stream.advance();
  if (stream.isWord('null')) stream.advance();
  else stream.reportUnexpected('"null" after "is not"');
  return 'is not null';
}

function parseSum(stream: TokenStream): Expression {
  let left = parseProduct(stream);
  for (;;) {
    const operator = stream.kind;
    if (operator !== '+' && operator !== '-') return left;
    left = parseRight(stream, left, operator, parseProduct);
  }
}

function parseProduct(stream: TokenStream): Expression {
  let left = parseUnary(stream);
  for (;;) {
    const operator = stream.kind;
    if (operator !== '*' && operator !== '/' && operator !== '%') return left;
    left = parseRight(stream, left, operator, parseUnary);
  }
}

function parseRight(
  stream: TokenStream,
  left: Expression,
  operator: BinaryOperator,
  parseOperand: (stream: TokenStream) => Expression,
): Expression {
  const operatorRange = stream.range;
  stream.advance();
  const right = parseOperand(stream);
  const range = { start: left.range.start, end: right.range.end };
  return stream.node({ kind: 'binary', operator, operatorRange, left, right, range });
}

function parseUnary(stream: TokenStream): Expression {
  if (!stream.is('-')) return parsePrimary(stream);
  const start = stream.start;
  stream.enter();
  stream.advance();
  const operand = stream.is('integer') ? parseInteger(stream, 2n ** 63n) : parseUnary(stream);
  stream.leave();
  return stream.node({ kind: 'unary', operator: '-', operand, range: stream.rangeFrom(start) });
}

function parsePrimary(stream: TokenStream): Expression {
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
function parseInteger(stream: TokenStream, greatest: bigint): Literal {
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
  const inner = parseExpression(stream);
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
    items.push(parseExpression(stream));
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
  return word === 'if' ? parseExpression(stream) : parseNegation(stream);
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
