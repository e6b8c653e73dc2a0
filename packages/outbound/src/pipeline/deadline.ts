import type { Clock } from '@cairn/engine';
import { OutboundError } from '../outbound-error.ts';

type Settle<T> = (value: T) => void;
type Fail = (error: unknown) => void;

/** Starts something that settles later and returns how to give it up. */
export type Start<T> = (settle: Settle<T>, fail: Fail) => (error: OutboundError) => void;

/**
 * The one deadline of a call: whatever the call waits for (a slot, a token, an answer, the next try) is given up when
 * time is over or the worker stops, and the wait fails with OUTBOUND_TIMED_OUT or OUTBOUND_CANCELLED.
 * A call waits for one thing at a time, so there is at most one thing to give up.
 */
export class Deadline {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly #clock: Clock;
  readonly #cancelTimer: () => void;
  #ended: OutboundError | null = null;
  #giveUp: ((error: OutboundError) => void) | null = null;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.at = clock.now() + timeoutMs;
    this.#cancelTimer = clock.wakeAt(this.at, () => this.end(new OutboundError('OUTBOUND_TIMED_OUT', { timeoutMs })));
  }

  /** Ends the call now, for example because the worker stops. The first end counts. */
  end(error: OutboundError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#giveUp?.(error);
  }

  /** Ends the call with OUTBOUND_CANCELLED when the signal aborts; returns how to stop listening. */
  endOn(signal: AbortSignal): () => void {
    const cancel = () => this.end(new OutboundError('OUTBOUND_CANCELLED'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    return () => signal.removeEventListener('abort', cancel);
  }

  /** Releases the timer; the deadline must not be used afterwards. */
  dispose(): void {
    this.#cancelTimer();
  }

  waitFor<T>(start: Start<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const fail = (error: unknown) => {
        this.#giveUp = null;
        reject(error);
      };
      const settle = (value: T) => {
        this.#giveUp = null;
        resolve(value);
      };
      // Set before `start`, which may settle at once and must then find it there to clear it.
      let abandon: (error: OutboundError) => void = () => {};
      this.#giveUp = (error) => {
        fail(error);
        abandon(error);
      };
      abandon = start(settle, fail);
    });
  }

  /** Waits for a promise that knows nothing of deadlines; it runs on when the time is over, its outcome unused. */
  waitForPromise<T>(promise: Promise<T>): Promise<T> {
    // When the time is over already nobody listens to it, and a rejection nobody hears would end the process.
    promise.catch(() => {});
    return this.waitFor<T>((settle, fail) => {
      promise.then(settle, fail);
      return () => {};
    });
  }

  sleep(durationMs: number): Promise<void> {
    return this.waitFor<void>((settle) => this.#clock.wakeAt(this.#clock.now() + durationMs, () => settle()));
  }
}
