import type { Clock } from '@cairn/engine';

/** Runs a job now and then `everyMs` after each end, one at a time; a failure is reported and does not stop the next run. */
export class RepeatingJob {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #job: () => Promise<unknown>;
  readonly #onFault: (fault: unknown) => void;
  #cancel: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(clock: Clock, everyMs: number, job: () => Promise<unknown>, onFault: (fault: unknown) => void) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#job = job;
    this.#onFault = onFault;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Waits for a run that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#job();
    } catch (fault) {
      this.#onFault(fault);
    }
    if (this.#isStopped) return;
    this.#cancel = this.#clock.wakeAt(this.#clock.now() + this.#everyMs, () => this.start());
  }
}
