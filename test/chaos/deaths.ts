import { type Fuse, killPoints } from '../harness/kill-points.ts';

/** How a process is made to die. */
export type Death =
  /** By its own hand, at a named point. */
  | { readonly by: 'fuse'; readonly fuse: Fuse }
  /** When a third party has received a call and not answered yet: so many calls after the start. */
  | { readonly by: 'endpoint'; readonly passes: number }
  /** At a random moment after it is ready. */
  | { readonly by: 'chance'; readonly afterMs: number }
  /** At a random moment of its start. */
  | { readonly by: 'chanceAtStart'; readonly afterMs: number };

/** How often each named point is used, the endpoint's included, and how many deaths are left to chance. */
const perPoint = 4;
const byChance = 16;
const byChanceAtStart = 4;

/** 52 deaths in random order. */
export function planDeaths(random: SeededRandom): readonly Death[] {
  const deaths: Death[] = [];
  for (let round = 0; round < perPoint; round += 1) {
    for (const point of killPoints)
      deaths.push({ by: 'fuse', fuse: { point, passes: random.below(12), delayMs: random.below(6) } });
    deaths.push({ by: 'endpoint', passes: random.below(40) });
  }
  for (let round = 0; round < byChance; round += 1) deaths.push({ by: 'chance', afterMs: random.below(1_500) });
  for (let round = 0; round < byChanceAtStart; round += 1)
    deaths.push({ by: 'chanceAtStart', afterMs: random.below(1_500) });
  return random.shuffle(deaths);
}

/** The same sequence for the same seed (mulberry32). */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  shuffle<T>(items: readonly T[]): T[] {
    const left = [...items];
    const shuffled: T[] = [];
    while (left.length > 0) shuffled.push(...left.splice(this.below(left.length), 1));
    return shuffled;
  }
}
