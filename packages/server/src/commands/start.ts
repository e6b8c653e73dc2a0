import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '@cairn/postgres';
import { pino } from 'pino';
import { type Cairn, type Role, startCairn } from '../composition/cairn.ts';
import { Sample } from '../sample/sample.ts';
import { readSettings, type Settings, SettingsError } from '../settings/settings.ts';
import { UserError } from '../user-error.ts';
import { banner } from './banner.ts';

/** Starts a process of Cairn and keeps it running until a signal; a second Ctrl-C ends it at once. */
export async function start(role: Role): Promise<void> {
  const settings = prepare(role);
  const logger = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: false }));
  const cairn = await startCairn({ settings, logger, role, onFatal: endWith }).catch((error) => {
    throw explain(error, settings);
  });
  const sample = settings.hasSample && role === 'all' ? new Sample(cairn, settings) : null;
  await sample?.open();
  const setupToken = role === 'all' ? await cairn.access.createSetupToken() : null;
  stopOnSignal(cairn, sample);
  process.stdout.write(banner({ cairn, settings, setupToken, sampleEvent: sample?.event ?? null }));
}

function prepare(role: Role): Settings {
  const settings = withSampleHost(read());
  if (role === 'worker' && settings.databaseUrl === undefined) {
    throw new UserError(
      'A worker needs DATABASE_URL: the embedded database belongs to the one process that started it.',
    );
  }
  try {
    mkdirSync(settings.dataDir, { recursive: true });
  } catch (cause) {
    const { message } = cause as Error;
    throw new UserError(`The data directory ${settings.dataDir} cannot be made: ${message}. Set CAIRN_DATA_DIR.`, {
      cause,
    });
  }
  return settings;
}

function read(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    throw error instanceof SettingsError ? new UserError(error.message, { cause: error }) : error;
  }
}

/** The sample's service runs on this machine: the one private address that is allowed without being asked for. */
function withSampleHost(settings: Settings): Settings {
  if (!settings.hasSample) return settings;
  return { ...settings, allowedHosts: [...settings.allowedHosts, `localhost:${settings.samplePort}`] };
}

function explain(error: unknown, settings: Settings): unknown {
  if (error instanceof StoreError) return new UserError(error.message, { cause: error });
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    const words = `Port ${settings.port} is already taken, perhaps by another Cairn. Stop that one, or set CAIRN_PORT.`;
    return new UserError(words, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new UserError(
      `Not allowed: ${message}. Set CAIRN_DATA_DIR or CAIRN_PORT (${path ?? join(settings.dataDir)}).`,
      { cause: error },
    );
  }
  return error;
}

function endWith(error: unknown): void {
  process.stderr.write(`Cairn has to stop: ${(error as Error).message}\n`);
  process.exit(1);
}

function stopOnSignal(cairn: Cairn, sample: Sample | null): void {
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) {
      // Only a person asks twice: a terminal that closes, or npm, may send its own signal after the first Ctrl-C.
      if (signal === 'SIGINT') process.exit(130);
      return;
    }
    isStopping = true;
    process.stdout.write('\nStopping: calls under way may end, nothing is lost. Once more to end at once.\n');
    await cairn.stop();
    await sample?.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
}
