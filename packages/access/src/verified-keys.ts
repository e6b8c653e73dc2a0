import type { Principal } from './principal.ts';

type KeyHolder = Extract<Principal, { kind: 'apiKey' }>;

const lifetimeMs = 30_000;
const maxKeys = 1_000;

/**
 * API keys verified in the last 30 seconds, at most 1,000. The inlet asks for every event and verifying costs two
 * queries and a write, so an event would be slower to admit than to log. The price: a key revoked by another process
 * works here for up to 30 more seconds (one revoked by this process stops at once). Only good keys are remembered, so
 * that a flood of bad ones cannot push them out.
 */
export class VerifiedKeys {
  readonly #verify: (key: string) => Promise<KeyHolder | null>;
  readonly #now: () => number;
  readonly #verified = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();
  /** Verifications under way: callers that come meanwhile with the same key share one. */
  readonly #pending = new Map<string, Promise<KeyHolder | null>>();

  constructor(verify: (key: string) => Promise<KeyHolder | null>, now: () => number) {
    this.#verify = verify;
    this.#now = now;
  }

  /** A plain value when the key is remembered. */
  holderOf(key: string): KeyHolder | null | Promise<KeyHolder | null> {
    const known = this.#verified.get(key);
    if (known !== undefined && this.#now() < known.until) return known.holder;
    return this.#pending.get(key) ?? this.#load(key);
  }

  forget(id: string): void {
    for (const [key, { holder }] of this.#verified) if (holder.id === id) this.#verified.delete(key);
    // A verification that began before the key was revoked must not be remembered after it.
    this.#pending.clear();
  }

  #load(key: string): Promise<KeyHolder | null> {
    const pending = this.#verify(key)
      .then((holder) => {
        if (holder !== null && this.#pending.get(key) === pending) this.#remember(key, holder);
        return holder;
      })
      .finally(() => {
        if (this.#pending.get(key) === pending) this.#pending.delete(key);
      });
    this.#pending.set(key, pending);
    return pending;
  }

  #remember(key: string, holder: KeyHolder): void {
    this.#verified.delete(key);
    const [oldest] = this.#verified.keys();
    if (this.#verified.size >= maxKeys && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(key, { holder, until: this.#now() + lifetimeMs });
  }
}
