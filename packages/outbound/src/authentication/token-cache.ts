import type { Token } from './token-call.ts';

interface Kept {
  readonly value: string;
  readonly expiresAt: number;
}

/** Expired tokens are cleared away when the cache grows past this size. */
const sweepAbove = 256;

/**
 * Tokens in memory, by target. Concurrent calls that find none make one token request together: the first starts it,
 * the others wait for the same promise. Nothing is kept of a failure, so the next call tries again.
 */
export class TokenCache {
  readonly #kept = new Map<string, Kept>();
  readonly #pending = new Map<string, Promise<string>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The cached token, at once; a promise when one has to be requested with `request`. */
  obtain(key: string, request: () => Promise<Token>): string | Promise<string> {
    const kept = this.#kept.get(key);
    if (kept && kept.expiresAt > this.#now()) return kept.value;
    return this.#pending.get(key) ?? this.#request(key, request);
  }

  /** Forgets a token its target refused; another one that came meanwhile stays. */
  drop(key: string, value: string): void {
    if (this.#kept.get(key)?.value === value) this.#kept.delete(key);
  }

  #request(key: string, request: () => Promise<Token>): Promise<string> {
    const pending = request()
      .then((token) => this.#keep(key, token))
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, pending);
    return pending;
  }

  #keep(key: string, { value, lifetimeMs }: Token): string {
    if (this.#kept.size >= sweepAbove) this.#sweep();
    if (lifetimeMs > 0) this.#kept.set(key, { value, expiresAt: this.#now() + lifetimeMs });
    else this.#kept.delete(key);
    return value;
  }

  #sweep(): void {
    const now = this.#now();
    for (const [key, kept] of this.#kept) if (kept.expiresAt <= now) this.#kept.delete(key);
  }
}
