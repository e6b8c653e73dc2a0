import { pino } from 'pino';
import { type Cairn, type Role, startCairn } from '../composition/cairn.ts';
import { Sample } from '../sample/sample.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { UserError } from '../user-error.ts';
import { banner } from './banner.ts';
import { explainFailure } from './explain-failure.ts';

/** Starts a process of Cairn and keeps it running until a signal; a second Ctrl-C ends it at once. */
export async function start(role: Role): Promise<void> {
  const settings = prepare(role);
  const logger = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: false }));
  const cairn = await startCairn({ settings, logger, role, onFatal: endWith }).catch((error) => {
    throw explainFailure(error, settings);
  });
  const sample = settings.hasSample && role === 'all' ? new Sample(cairn, settings) : null;
  await sample?.open();
  const setupToken = role === 'all' ? await cairn.access.createSetupToken() : null;
  stopOnSignal(cairn, sample);
  process.stdout.write(banner({ cairn, settings, setupToken, sampleEvent: sample?.event ?? null }));
}

function prepare(role: Role): Settings {
  const settings = withSampleHost(readSettings(process.env));
  if (role === 'worker' && settings.databaseUrl === undefined) {
    throw new UserError(
      'A worker needs DATABASE_URL: the embedded database belongs to the one process that started it.',
    );
  }
  return settings;
}

/** The sample's service runs on this machine: the one private address that is allowed without being asked for. */
function withSampleHost(settings: Settings): Settings {
  if (!settings.hasSample) return settings;
  return { ...settings, allowedHosts: [...settings.allowedHosts, `localhost:${settings.samplePort}`] };
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
