import type { Evaluator, Frame } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import type { TypeName } from '../type.ts';

/** A reference of one plain step: `@{Event.name}`, or `currentEventField.name` where `event` is undefined. */
export interface PlainField {
  readonly event: string | undefined;
  readonly name: string;
}

/**
 * A field against a literal is what conditions are mostly made of. These closures read and compare in one call instead
 * of four, which makes them three times as fast; `slow` is the ordinary closure, for values that are not what they
 * should be: null, missing, of another kind, in a Map or a list.
 */
export function emitFieldEquals(
  { event, name }: PlainField,
  type: TypeName,
  constant: string | boolean | number,
  slow: Evaluator,
): Evaluator {
  const isText = typeof constant === 'string';
  const isNumber = typeof constant === 'number' && type !== 'integer';
  return (frame) => {
    const raw = rawField(frame, event, name);
    if (raw === constant) return true;
    if (isText && typeof raw === 'string') return false;
    return isNumber && typeof raw === 'number' ? false : slow(frame);
  };
}

/** Which outcomes of a comparison satisfy an operator: a bit for less, equal and greater. */
const outcomes = { '<': 1, '<=': 3, '>': 4, '>=': 6 } as const;

export function emitFieldOrder(
  { event, name }: PlainField,
  type: TypeName,
  operator: keyof typeof outcomes,
  constant: number,
  slow: Evaluator,
): Evaluator {
  const wanted = outcomes[operator];
  const mustBeWhole = type === 'integer';
  return (frame) => {
    const raw = rawField(frame, event, name);
    if (typeof raw !== 'number' || (mustBeWhole && !Number.isSafeInteger(raw))) return slow(frame);
    return ((raw < constant ? 1 : raw > constant ? 4 : 2) & wanted) !== 0;
  };
}

function rawField(frame: Frame, event: string | undefined, name: string): JsonValue | undefined {
  const record = event === undefined ? frame.event : frame.payloadOf(event);
  if (record === null || typeof record !== 'object') return undefined;
  return (record as { readonly [key: string]: JsonValue | undefined })[name];
}
