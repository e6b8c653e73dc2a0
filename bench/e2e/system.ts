import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Target } from './load.ts';

/** What a system under measurement tells its parent once it accepts events. */
export interface Ready {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text around the entity of one event: `prefix + entity + suffix`. */
  readonly prefix: string;
  readonly suffix: string;
}

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

/** A system in a process of its own; it ends when its parent does. */
export class System {
  readonly target: Target;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.target = { ...ready, wrap: (entity) => `${ready.prefix}${entity}${ready.suffix}` };
  }

  /** Starts `systems/<name>.ts`, which must send `Ready` within a minute. */
  static async start(name: string, environment: Readonly<Record<string, string>>): Promise<System> {
    const child = fork(join(import.meta.dirname, 'systems', `${name}.ts`), [], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = await new Promise<Ready>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} was not ready within a minute`)), 60_000);
      child.once('message', (message) => {
        clearTimeout(timer);
        resolve(message as Ready);
      });
      child.once('exit', (code) => reject(new Error(`${name} ended with code ${code} before it was ready`)));
    });
    return new System(child, ready);
  }

  usage(): Promise<Usage> {
    return new Promise((resolve) => {
      this.#child.once('message', (message) => resolve(message as Usage));
      this.#child.send('usage');
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.send('stop');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  }
}

/** The child's side: says that it is ready, then answers `usage` and `stop`. */
export function serveParent(ready: Ready, stop: () => Promise<void>): void {
  process.on('message', (message) => {
    if (message === 'usage') {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      process.send?.({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakRssMb: maxRSS / 1_024 } satisfies Usage);
    }
    if (message === 'stop') void stop().finally(() => process.exit(0));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(ready);
}
