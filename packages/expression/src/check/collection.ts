import { charge, type Evaluator, type Frame } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import type { ListReader } from './access.ts';
import type { Raw } from './steps.ts';

/** Where the frame keeps the element under test. */
export type LoopSlot = 'event' | 'data' | 'action';

/** Binds the loop variable. Stores to named members: one to a computed member costs as much as the whole test. */
function bind(frame: Frame, slot: LoopSlot, item: JsonValue): void {
  if (slot === 'event') frame.event = item;
  else if (slot === 'data') frame.data = item;
  else frame.action = item;
}

/**
 * Tells whether the element meets the condition, with the loop variable bound to it. Every test is charged with the
 * number of nodes of the condition, so that nested loops cannot run away.
 */
type ElementTest = (frame: Frame, item: JsonValue) => boolean;

function emitElementTest(test: Evaluator, slot: LoopSlot, cost: number): ElementTest {
  return (frame, item) => {
    charge(frame, cost);
    bind(frame, slot, item);
    return test(frame) === true;
  };
}

/** `.all()`: null rather than an empty list when nothing is left [A14]; with a condition null elements are dropped. */
export function emitFilter(list: ListReader, test: Evaluator | undefined, slot: LoopSlot, cost: number): Raw {
  if (test === undefined) return (frame) => nullIfEmpty(list(frame));
  return (frame) => {
    const items = list(frame);
    if (items === null) return null;
    charge(frame, cost * items.length);
    const outer = frame[slot];
    const kept: JsonValue[] = [];
    for (const item of items) {
      if (item === null) continue;
      bind(frame, slot, item);
      if (test(frame) === true) kept.push(item);
    }
    bind(frame, slot, outer ?? null);
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
    bind(frame, slot, outer ?? null);
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
    bind(frame, slot, outer ?? null);
    return found;
  };
}
