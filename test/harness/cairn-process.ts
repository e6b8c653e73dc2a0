import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a process says once it accepts events. */
export interface Ready {
  readonly port: number;
  /** The operator's key, good for every route. */
  readonly apiKey: string;
}

/** What the process is asked to do. */
export type Order = { readonly kind: 'publish'; readonly journey: object } | { readonly kind: 'stop' };

const entry = join(import.meta.dirname, 'cairn-process-entry.ts');
const compileCache = join(import.meta.dirname, '../../.cache/compile');
const readyBoundMs = 60_000;

/** A Cairn in a process of its own, which a test may kill, freeze and wake. It ends with the process that started it. */
export class CairnProcess {
  /** Resolves with the signal that ended it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly ready: Promise<Ready>;
  readonly #child: ChildProcess;
  #output = '';

  /** @param environment Settings of Cairn and of the kill points; the variables of the test's own process are added. */
  constructor(environment: Readonly<Record<string, string>>) {
    this.#child = fork(entry, [], {
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-keptOutput);
      });
    }
    this.ended = new Promise((resolve) => this.#child.once('exit', (_code, signal) => resolve(signal)));
    this.ready = this.#untilReady();
    // Whoever kills it before it is ready does not ask whether it became ready.
    this.ready.catch(() => {});
  }

  /** The end of what it wrote, for the message of a failed test. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the process could not be started');
    return this.#child.pid;
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  /** Ends it as an operator does, and waits. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.send({ kind: 'stop' } satisfies Order);
    await this.ended;
  }

  /** Imports a journey in the form of an export, and publishes it. */
  publish(journey: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', () => resolve());
      this.#child.once('exit', () => reject(new Error(`ended instead of publishing: ${this.#output}`)));
      this.#child.send({ kind: 'publish', journey } satisfies Order);
    });
  }

  /** Ends it at once, whatever it does, and waits. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  #untilReady(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time: ${this.#output}`)), readyBoundMs);
      this.#child.once('message', (message) => {
        clearTimeout(timer);
        resolve(message as Ready);
      });
      this.#child.once('exit', () => {
        clearTimeout(timer);
        reject(new Error(`ended before it was ready: ${this.#output}`));
      });
    });
  }
}

const keptOutput = 4_000;
