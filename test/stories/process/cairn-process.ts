import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');
const main = join(root, 'packages', 'server', 'src', 'main.ts');

/** How a process ended, with everything it wrote. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  /** On top of what a bare shell has: nothing of Cairn's is inherited from the tests' environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed. */
  readonly input?: string;
}

/** The `cairn` command as a process of its own, as a person at a terminal runs it. */
export class CairnProcess {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #watchers = new Set<() => void>();
  #stdout = '';
  #stderr = '';

  constructor(args: readonly string[], { env = {}, input }: ProcessOptions = {}) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(process.execPath, [main, ...args], { cwd: root, env: { PATH, HOME, ...env } });
    this.#child.stdin?.end(input ?? '');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#wrote(() => (this.#stdout += text)));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#wrote(() => (this.#stderr += text)));
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
        this.#wrote(() => {});
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Resolves with the first match in what it writes to standard output; rejects when it ends without. */
  async untilOutput(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match) return match;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        const { stdout, stderr } = await this.ended;
        const late = pattern.exec(stdout);
        if (late) return late;
        throw new Error(`it ended without ${pattern}:\n${stdout}${stderr}`);
      }
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #wrote(keep: () => void): void {
    keep();
    for (const tell of this.#watchers) tell();
    this.#watchers.clear();
  }
}

/** Runs a command to its end. */
export function runCairn(args: readonly string[], options?: ProcessOptions): Promise<Ended> {
  return new CairnProcess(args, options).ended;
}
