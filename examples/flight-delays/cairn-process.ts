import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CairnApi } from './cairn-api.ts';

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'packages', 'server', 'src', 'main.ts');

/** A Cairn of its own for one run: another process, on a free port, with an embedded database that is thrown away. */
export class CairnProcess {
  readonly api: CairnApi;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(child: ChildProcess, dataDir: string, api: CairnApi) {
    this.#child = child;
    this.#dataDir = dataDir;
    this.api = api;
  }

  /** Resolves when it is ready. @param allowedHost `host:port` of the local service that its calls may reach. */
  static async start(allowedHost: string): Promise<CairnProcess> {
    mkdirSync(join(root, '.cache'), { recursive: true });
    const dataDir = mkdtempSync(join(root, '.cache', 'flights-'));
    const child = spawn(process.execPath, [main, 'start'], {
      cwd: root,
      // Not our process group's: Ctrl-C reaches this process, which then stops its Cairn.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...settingsFor(dataDir, allowedHost) },
    });
    try {
      const address = await addressOf(child);
      const key = readFileSync(join(dataDir, 'local-api-key'), 'utf8').trim();
      return new CairnProcess(child, dataDir, new CairnApi(address, key));
    } catch (error) {
      rmSync(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the process and throws its data away. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** The defaults, but for places, and for the calls to data sources: the weather is asked for every late flight. */
function settingsFor(dataDir: string, allowedHost: string): NodeJS.ProcessEnv {
  return {
    CAIRN_DATA_DIR: dataDir,
    CAIRN_HOST: '127.0.0.1',
    CAIRN_PORT: '0',
    CAIRN_PUBLIC_URL: '',
    CAIRN_SAMPLE: 'off',
    CAIRN_ALLOWED_HOSTS: allowedHost,
    CAIRN_SOURCE_CALLS_PER_SECOND: '100000',
    DATABASE_URL: '',
  };
}

/** Reads the address from the banner. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk;
    const address = /Cairn is ready: (\S+)/.exec(text)?.[1];
    if (address === undefined) continue;
    stdout?.resume();
    return address;
  }
  throw new Error('Cairn did not start; see the lines above.');
}
