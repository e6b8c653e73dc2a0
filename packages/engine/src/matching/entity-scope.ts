import type { JsonValue, Scope } from '@cairn/expression';

/**
 * What rules and keys of events see: the entity of one message, under whatever event name they use, and nothing else.
 * A key must say who the message is about, each time it is computed; so nothing random is there.
 */
export class EntityScope implements Scope {
  readonly timeZone = 'UTC';
  readonly #entity: JsonValue;
  readonly #receivedAt: number;
  #now: Temporal.Instant | null = null;

  constructor(entity: JsonValue, receivedAt: number) {
    this.#entity = entity;
    this.#receivedAt = receivedAt;
  }

  get now(): Temporal.Instant {
    this.#now ??= Temporal.Instant.fromEpochMilliseconds(this.#receivedAt);
    return this.#now;
  }

  event(): JsonValue {
    return this.#entity;
  }

  group(): undefined {}

  action(): undefined {}

  property(): undefined {}

  segmentStatus(): undefined {}

  random(): never {
    throw new NothingRandom();
  }

  uuid(): never {
    throw new NothingRandom();
  }
}

/** A rule or key drew a random value: the rule is not satisfied, the key is not computable. */
export class NothingRandom extends Error {
  override readonly name = 'NothingRandom';

  constructor() {
    super('a rule or a key of an event must not depend on chance');
  }
}
