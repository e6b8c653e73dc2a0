/**
 * How the compensation service treats a passenger, decided by the passenger's number alone, so that what it must do
 * to a whole file of flights can be counted without running it.
 */
export interface Behaviour {
  /** Answers the first try of a call with 500 and the next one properly. */
  readonly failsOnce: boolean;
  /** Answers every try with 500: the journey has to take its alternative path. */
  readonly failsAlways: boolean;
  /** Takes this long to answer, ms. */
  readonly latencyMs: number;
}

/** @param passengerId `PAX-` and a number from 1. */
export function behaviourFor(passengerId: string): Behaviour {
  const number = Number(passengerId.slice(passengerId.indexOf('-') + 1));
  const failsAlways = number % 41 === 0;
  return { failsAlways, failsOnce: !failsAlways && number % 20 === 0, latencyMs: number % 37 === 0 ? 150 : 0 };
}
