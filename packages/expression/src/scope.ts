import type { JsonValue } from './json.ts';

export type SegmentStatus = 'realized' | 'existing' | 'exited';

/**
 * What the host supplies to one evaluation. All members are synchronous: the host fetches beforehand what
 * `CompiledExpression.needs` names. `undefined` reads as null.
 */
export interface Scope {
  /** Read once per evaluation, so that every clock function sees one instant. */
  readonly now: Temporal.Instant;
  /** Time zone of the journey, an IANA id or an offset. */
  readonly timeZone: string;
  /** Payload of an event received in this journey. */
  event(name: string): JsonValue | undefined;
  /** Answer of a field group, for the given parameter values (JSON form) when it takes any. */
  group(source: string, group: string, params: Readonly<Record<string, JsonValue>> | undefined): JsonValue | undefined;
  /** Response kept from an earlier action of the journey. */
  action(name: string): JsonValue | undefined;
  /** A journey property (section 8.1). */
  property(name: string): JsonValue | undefined;
  segmentStatus(name: string): SegmentStatus | undefined;
  /** Uniform in [0, 1). The host makes it repeatable where it must be. */
  random(): number;
  /** A version 4 UUID, lowercase. */
  uuid(): string;
}
