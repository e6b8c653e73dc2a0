import { Fault } from './fault.ts';
import type { JsonValue } from './json.ts';
import { limits } from './limits.ts';
import type { Range } from './problem.ts';
import type { Scope } from './scope.ts';
import { type DateTime, dateTimeFromInstant } from './values/date-time.ts';
import type { Value } from './values/value.ts';

const nowhere: Range = { start: 0, end: 0 };

/** The state of one evaluation. */
export class Frame {
  readonly scope: Scope;
  /** Steps left. */
  steps: number = limits.steps;
  /** The node at work: where a fault is reported. Set by every node just before it does what may fail. */
  at: Range = nowhere;
  /** The element under test of the innermost collection access of each kind (section 7.3). */
  event: JsonValue | undefined = null;
  data: JsonValue | undefined = null;
  action: JsonValue | undefined = null;

  /** Regular expressions used so far. */
  patterns: Set<string> | undefined;
  #root: string | undefined;
  #payload: JsonValue | undefined;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** The payload of an event. Conditions mostly read one event several times, so the last one is kept. */
  payloadOf(event: string): JsonValue | undefined {
    if (this.#root === event) return this.#payload;
    this.#root = event;
    this.#payload = this.scope.event(event);
    return this.#payload;
  }
}

/** A compiled node. */
export type Evaluator = (frame: Frame) => Value;

/** Takes steps off the budget of the evaluation; throws EXPR_TOO_MANY_STEPS when it is spent. */
export function charge(frame: Frame, steps: number): void {
  frame.steps -= steps;
  if (frame.steps < 0) throw new Fault('EXPR_TOO_MANY_STEPS', `the evaluation takes more than ${limits.steps} steps`);
}

/** Work on text is charged by its length. */
export function chargeText(frame: Frame, text: string): void {
  charge(frame, 1 + (text.length >> 4));
}

/** Text made on the way is bounded like a result, so that no chain of replacements can grow without end. */
export function boundedText(text: string): string {
  if (text.length <= limits.resultLength) return text;
  throw new Fault('EXPR_RESULT_TOO_LARGE', `a text of ${text.length} characters; the limit is ${limits.resultLength}`);
}

let lastInstant: Temporal.Instant | undefined;
let lastNow: DateTime | undefined;

/** Now, in UTC. Instants cannot change, so the last one is remembered: a batch of evaluations shares it. */
export function nowOf(frame: Frame): DateTime {
  const instant = frame.scope.now;
  if (instant === lastInstant && lastNow !== undefined) return lastNow;
  lastNow = dateTimeFromInstant(instant);
  lastInstant = instant;
  return lastNow;
}
