import { type Catalogue, type CompiledExpression, compile, ExpressionError, type JsonValue } from '@cairn/expression';
import type { EventSource } from '../journey-source.ts';
import { type EntityScope, NothingRandom } from './entity-scope.ts';

/** An event definition ready to be compared with messages. */
export interface CompiledMatch {
  readonly event: EventSource;
  /** Dotted path at which senders echo the event ID. */
  readonly eventIdPath: string;
  isSatisfied(scope: EntityScope): boolean;
  /** The key as text, or null when it cannot be computed or is empty. */
  keyOf(scope: EntityScope): string | null;
}

export interface UnmatchableEvent {
  readonly event: EventSource;
  readonly error: unknown;
}

/** Longest key, in UTF-16 units. Keys are indexed: an unbounded one would be refused by the store, with all its batch. */
export const maxKeyLength = 512;
/** Where the event ID stands when the schema marks no other field. */
export const defaultEventIdPath = 'eventID';

/** Compiles rule and key, or notes why not and returns null. */
export function compileEvent(event: EventSource, broken: UnmatchableEvent[]): CompiledMatch | null {
  const catalogue: Catalogue = {
    events: new Map([[event.name, event.payload]]),
    dataSources: new Map(),
    actions: new Map(),
  };
  try {
    const rule = event.ruleText === null ? null : compile(event.ruleText, catalogue, { resultType: 'boolean' });
    const key = compile(event.keyText, catalogue);
    return {
      event,
      eventIdPath: event.eventIdPath ?? defaultEventIdPath,
      isSatisfied: (scope) => rule !== null && orElse(() => rule.evaluateBoolean(scope), false),
      keyOf: (scope) => orElse(() => keyText(key, scope), null),
    };
  } catch (error) {
    broken.push({ event, error });
    return null;
  }
}

function keyText(key: CompiledExpression, scope: EntityScope): string | null {
  const value: JsonValue = key.evaluateJson(scope);
  if (value === null || typeof value === 'object') return null;
  const text = String(value);
  return text.trim() === '' || text.length > maxKeyLength || !isStorable(text) ? null : text;
}

/** The store's texts cannot hold NUL or half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Types are strict: data of another type than declared satisfies no rule (J95) and gives no key. */
function orElse<T>(compute: () => T, fallback: T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NothingRandom) return fallback;
    throw error;
  }
}
