import type { Expression } from './ast.ts';
import { scanName, scanToken, type Token, type TokenKind } from './lexer.ts';
import { limits } from './limits.ts';
import type { Problem, ProblemCode, Range } from './problem.ts';

/** Thrown inside the parser when a limit is passed: reading on would be work without bound. The problem is reported. */
export class SyntaxLimit {}

/** Problems reported for one text; what follows is mostly their echo. */
const maxProblems = 20;

/** The parsers that the parser of references calls back; handed over here so that the modules form no ring. */
export interface Parsers {
  expression(stream: TokenStream): Expression;
  unary(stream: TokenStream): Expression;
}

/** The tokens of one text with one token in hand, the problems found so far, and the counts that are bounded. */
export class TokenStream {
  readonly parsers: Parsers;
  readonly problems: Problem[] = [];
  previousEnd = 0;
  readonly #text: string;
  #token: Token;
  #depth = 0;
  #nodes = 0;
  #reportedAt = -1;

  constructor(text: string, parsers: Parsers) {
    this.parsers = parsers;
    this.#text = text;
    this.#token = scanToken(text, 0);
  }

  get kind(): TokenKind {
    return this.#token.kind;
  }

  get value(): string {
    return this.#token.value;
  }

  get start(): number {
    return this.#token.start;
  }

  get range(): Range {
    return { start: this.#token.start, end: this.#token.end };
  }

  is(kind: TokenKind): boolean {
    return this.#token.kind === kind;
  }

  isWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.value === word;
  }

  /** Consumes the token in hand. */
  advance(): void {
    const { fault, start, end } = this.#token;
    if (fault !== undefined) this.report(fault.code, { start, end }, fault.message);
    this.previousEnd = end;
    this.#token = scanToken(this.#text, end);
  }

  /** Passes over the token in hand without a report. */
  skip(): void {
    this.#token = scanToken(this.#text, this.#token.end);
  }

  /** Reads the token in hand again as a field name, which may hold hyphens. */
  rescanAsName(): void {
    this.#token = scanName(this.#text, this.#token.start);
  }

  /** The kind of the token behind the one in hand. */
  peekKind(): TokenKind {
    return scanToken(this.#text, this.#token.end).kind;
  }

  expect(kind: TokenKind): void {
    if (this.#token.kind === kind) this.advance();
    else this.reportUnexpected(`"${kind}"`);
  }

  rangeFrom(start: number): Range {
    return { start, end: Math.max(start, this.previousEnd) };
  }

  /** Counts a node against the limit and hands it back. */
  node<T extends { readonly range: Range }>(node: T): T {
    if (++this.#nodes > limits.nodes)
      this.fail('EXPR_TOO_MANY_NODES', node.range, `the expression has more than ${limits.nodes} parts`);
    return node;
  }

  enter(): void {
    if (++this.#depth > limits.depth)
      this.fail('EXPR_TOO_DEEP', this.range, `the expression is nested more than ${limits.depth} levels deep`);
  }

  leave(): void {
    this.#depth--;
  }

  /** One report per place: a second one where nothing was consumed in between is an echo of the first. */
  report(code: ProblemCode, range: Range, message: string): void {
    if (range.start <= this.#reportedAt || this.problems.length >= maxProblems) return;
    this.#reportedAt = range.start;
    this.problems.push({ code, stage: 'syntax', range, message });
  }

  reportUnexpected(wanted: string): void {
    const { kind, start, end, fault } = this.#token;
    const range = { start, end };
    if (fault !== undefined) this.report(fault.code, range, fault.message);
    else if (kind === 'end') this.report('EXPR_UNEXPECTED_END', range, `the text ends where ${wanted} is expected`);
    else this.report('EXPR_UNEXPECTED_TOKEN', range, `${this.#describe()} found where ${wanted} is expected`);
  }

  fail(code: ProblemCode, range: Range, message: string): never {
    this.problems.push({ code, stage: 'syntax', range, message });
    throw new SyntaxLimit();
  }

  #describe(): string {
    const { start, end } = this.#token;
    const shown = this.#text.slice(start, Math.min(end, start + 40));
    return shown.startsWith('"') ? shown : `"${shown}"`;
  }
}
