import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CairnProcess, type Ended, runCairn } from './cairn-process.ts';

/** A place for one Cairn: a folder that is thrown away, a free port, no sample, no PostgreSQL server. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'cairn-story-'));
  readonly dataDir = join(this.folder, 'data');
  readonly #running = new Set<CairnProcess>();
  /** Of the Cairn started last. */
  address = '';

  get env(): Readonly<Record<string, string>> {
    return {
      CAIRN_DATA_DIR: this.dataDir,
      CAIRN_PORT: '0',
      CAIRN_SAMPLE: 'off',
      // Where the actions of the sample journey go; nothing listens there.
      CAIRN_ALLOWED_HOSTS: 'localhost:4401',
      CAIRN_URL: this.address,
    };
  }

  get key(): string {
    return readFileSync(join(this.dataDir, 'local-api-key'), 'utf8').trim();
  }

  /** Starts Cairn and waits until it says that it is ready. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<CairnProcess> {
    const cairn = new CairnProcess(['start'], { env: { ...this.env, ...env } });
    this.#running.add(cairn);
    const [, address = ''] = await cairn.untilOutput(/Cairn is ready: (\S+)[\s\S]*Ctrl-C stops it/);
    this.address = address;
    return cairn;
  }

  /** Runs a command beside it. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Promise<Ended> {
    return runCairn(args, { env: { ...this.env, ...env }, input });
  }

  /** Ends what still runs and throws the folder away. */
  async remove(): Promise<void> {
    for (const cairn of this.#running) cairn.kill('SIGKILL');
    await Promise.all([...this.#running].map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
