import { RE2JS } from 're2js';
import { Fault, show } from '../fault.ts';
import { charge, type Frame } from '../frame.ts';
import { limits } from '../limits.ts';
import { patternSize } from './pattern-size.ts';

/** A compiled regular expression. `literal` is set when the pattern is plain text, which native search does faster. */
export interface Pattern {
  readonly literal: string | undefined;
  readonly regex: RE2JS;
  /** Estimated states; matching one character may cost as many steps. */
  readonly size: number;
  /** See `localPattern`. */
  readonly isLocal: boolean;
}

/** Where a pattern matched: `start` included, `end` excluded. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

const compiled = new Map<string, Pattern>();
const maxCompiled = 500;

/**
 * The compiled form of a pattern, from a cache of the last few hundred. Throws EXPR_MALFORMED_PATTERN. The first use in
 * an evaluation is charged as if it were compiled, in the cache or not, so that the same evaluation always costs the same.
 */
export function patternOf(source: string, frame: Frame): Pattern {
  const pattern = cachedPattern(source);
  if (!frame.patterns?.has(source)) {
    frame.patterns ??= new Set();
    frame.patterns.add(source);
    charge(frame, 1_000 + pattern.size * 100);
  }
  return pattern;
}

function cachedPattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const pattern = compilePattern(source);
  if (compiled.size >= maxCompiled) compiled.delete(compiled.keys().next().value!);
  compiled.set(source, pattern);
  return pattern;
}

function compilePattern(source: string): Pattern {
  if (source.length > limits.patternLength)
    throw malformed(source, `it has ${source.length} characters; the limit is ${limits.patternLength}`);
  const size = patternSize(source);
  if (size > limits.patternStates) throw malformed(source, 'its repetitions make it too large');
  try {
    const regex = RE2JS.compile(toRe2(source));
    return { literal: literalOf(source), regex, size, isLocal: localPattern.test(source) };
  } catch (error) {
    throw malformed(source, error instanceof Error ? error.message.split('\n')[0]! : String(error));
  }
}

function malformed(source: string, reason: string): Fault {
  return new Fault('EXPR_MALFORMED_PATTERN', `${show(source)} is no usable pattern: ${reason}`);
}

/** A bare quantifier at the start is read as if `.` stood before it [A34]; `\uXXXX` is spelled `\x{XXXX}` in RE2. */
function toRe2(source: string): string {
  const [flags = ''] = /^(?:\(\?[ims]+\))*/.exec(source) ?? [];
  const rest = source.slice(flags.length);
  const dotted = /^(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})/.test(rest) ? `.${rest}` : rest;
  return (
    flags +
    dotted.replace(/\\(u([0-9a-fA-F]{4})|[\s\S])/g, (whole, _escape, hex?: string) => (hex ? `\\x{${hex}}` : whole))
  );
}

/** The text that a pattern without special characters matches. */
function literalOf(source: string): string | undefined {
  const plain = source.replace(/\\([^A-Za-z0-9])/g, '');
  return source !== '' && /^[^\\^$.|?*+()[\]{}]*$/.test(plain) ? source.replace(/\\([^A-Za-z0-9])/g, '$1') : undefined;
}

/** Steps per character of a yes-or-no search (mostly an automaton) and of one that finds positions (by simulation). */
const testCost = (pattern: Pattern): number => 1 + pattern.size / 4;
const findCost = (pattern: Pattern): number => 4 + pattern.size * 2;

/**
 * A pattern whose every match is decided within a few characters of where it ends: no groups, no alternatives, an
 * unbounded repetition only at its end. A search reads no further than that; others may read the whole rest of the text
 * before they settle for a short match, and are charged for it.
 */
const localPattern =
  /^(?:\(\?[ims]+\))?(?:(?:\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])+\]|[^\\[\](){}|*+?])(?:\?|\{\d{1,2}(?:,\d{1,2})?\}|[*+]\??$)?)+$/;

/** Whether some part of the text matches [A34]. */
export function matchesPart(pattern: Pattern, text: string, frame: Frame): boolean {
  if (pattern.literal !== undefined) {
    charge(frame, 1 + (text.length >> 4));
    return text.includes(pattern.literal);
  }
  charge(frame, 2 + Math.ceil(text.length * testCost(pattern)));
  return pattern.regex.test(text);
}

/** The non-overlapping matches from the start. Every search is charged with the text that it may have to read. */
export function* matchesOf(pattern: Pattern, text: string, frame: Frame): Generator<Match> {
  if (pattern.literal !== undefined) {
    yield* literalMatches(pattern.literal, text, frame);
    return;
  }
  const matcher = pattern.regex.matcher(text);
  const cost = findCost(pattern);
  for (let at = 0; ; at = matcher.end()) {
    const whole = Math.ceil((text.length - at) * cost);
    // A search that the budget could not pay for in full is refused before it is made, not after.
    const isPaidAfter = pattern.isLocal && whole <= frame.steps;
    if (!isPaidAfter) charge(frame, whole);
    const found = matcher.find();
    if (isPaidAfter) charge(frame, Math.ceil(((found ? matcher.end() : text.length) - at + 1) * cost));
    if (!found) return;
    yield { start: matcher.start(), end: matcher.end() };
  }
}

function* literalMatches(literal: string, text: string, frame: Frame): Generator<Match> {
  charge(frame, 1 + (text.length >> 4));
  for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length)) {
    charge(frame, 1);
    yield { start: at, end: at + literal.length };
  }
}
