/** Answers a host must have given before its average counts. */
const minSamples = 20;
/** Weight of the newest answer in the moving average. */
const weight = 1 / minSamples;

interface Pace {
  samples: number;
  averageMs: number;
}

/**
 * Moving average of answer times per endpoint, which decides whether its calls draw on the pool of slow endpoints.
 * Bounded by the number of hosts that authored targets name.
 */
export class ResponsePace {
  readonly #slowAboveMs: number;
  readonly #paces = new Map<string, Pace>();

  constructor(slowAboveMs: number) {
    this.#slowAboveMs = slowAboveMs;
  }

  record(endpoint: string, elapsedMs: number): void {
    const pace = this.#paces.get(endpoint);
    if (!pace) {
      this.#paces.set(endpoint, { samples: 1, averageMs: elapsedMs });
      return;
    }
    pace.samples += 1;
    pace.averageMs += (elapsedMs - pace.averageMs) * Math.max(weight, 1 / pace.samples);
  }

  isSlow(endpoint: string): boolean {
    const pace = this.#paces.get(endpoint);
    return pace !== undefined && pace.samples >= minSamples && pace.averageMs > this.#slowAboveMs;
  }
}
