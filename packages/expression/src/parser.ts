import type { BinaryOperator, Expression, Test, TestName } from './ast.ts';
import { limits } from './limits.ts';
import { parseInteger, parsePrimary } from './parse-operand.ts';
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
