import { Fault } from '../fault.ts';
import type { Evaluator, Frame } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import { limits } from '../limits.ts';
import type { ListReader } from './access.ts';
import type { Raw } from './steps.ts';

/** Where the frame keeps the element under test. */
export type LoopSlot = 'event' | 'data' | 'action';

/**
 * Tells whether the element meets the condition, with the loop variable bound to it. Every test is charged with the
 * number of nodes of the condition, so that nested loops cannot run away.
 */
type ElementTest = (frame: Frame, item: JsonValue) => boolean;

function emitElementTest(test: Evaluator, slot: LoopSlot, cost: number): ElementTest {
  // Written out by slot: a store to a computed member of the frame, or a call to do it, doubles the cost of a loop.
  switch (slot) {
    case 'event':
      return (frame, item) => {
        spend(frame, cost);
        frame.event = item;
        return test(frame) === true;
      };
    case 'data':
      return (frame, item) => {
        spend(frame, cost);
        frame.data = item;
        return test(frame) === true;
      };
    case 'action':
      return (frame, item) => {
        spend(frame, cost);
        frame.action = item;
        return test(frame) === true;
      };
  }
}

function spend(frame: Frame, cost: number): void {
  frame.steps -= cost;
  if (frame.steps < 0) throw tooManySteps();
}

function tooManySteps(): Fault {
  return new Fault('EXPR_TOO_MANY_STEPS', `the evaluation takes more than ${limits.steps} steps`);
}

/** `.all()`: null rather than an empty list when nothing is left [A14]; with a condition null elements are dropped. */
export function emitFilter(list: ListReader, test: Evaluator | undefined, slot: LoopSlot, cost: number): Raw {
  if (test === undefined) return (frame) => nullIfEmpty(list(frame));
  const meets = emitElementTest(test, slot, cost);
  return (frame) => {
    const items = list(frame);
    if (items === null) return null;
    const outer = frame[slot];
    const kept: JsonValue[] = [];
    for (const item of items) if (item !== null && meets(frame, item)) kept.push(item);
    frame[slot] = outer;
    return nullIfEmpty(kept);
  };
}

function nullIfEmpty(items: readonly JsonValue[] | null): readonly JsonValue[] | null {
  return items === null || items.length === 0 ? null : items;
}

export function emitFirst(list: ListReader, test: Evaluator | undefined, slot: LoopSlot, cost: number): Raw {
  if (test === undefined) return (frame) => list(frame)?.[0];
  const meets = emitElementTest(test, slot, cost);
  return (frame) => {
    const items = list(frame);
    if (items === null) return null;
    const outer = frame[slot];
    const found = items.find((item) => meets(frame, item));
    frame[slot] = outer;
    return found;
  };
}

export function emitLast(list: ListReader, test: Evaluator | undefined, slot: LoopSlot, cost: number): Raw {
  if (test === undefined) return (frame) => list(frame)?.at(-1);
  const meets = emitElementTest(test, slot, cost);
  return (frame) => {
    const items = list(frame);
    if (items === null) return null;
    const outer = frame[slot];
    const found = items.findLast((item) => meets(frame, item));
    frame[slot] = outer;
    return found;
  };
}
