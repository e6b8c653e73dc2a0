import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { Agreement } from './counts.ts';
import { type FlightFile, flightFiles } from './flights.ts';
import { type Progress, playFlights } from './play-flights.ts';

/**
 * `npm run example:flights [-- --file flights-2k.json]`: plays real flights through a Cairn of its own and ends with a
 * table of what Cairn did beside what the service saw and what the file says. Exit code 1 when they disagree.
 */
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
const file = readFileName();
process.stderr.write(`Playing ${file} through a Cairn of its own...\n`);
try {
  const rows = await playFlights(file, progressBar(), ending.signal);
  process.stdout.write(table(rows));
  process.exitCode = rows.every(({ isAgreed }) => isAgreed) ? 0 : 1;
} catch (error) {
  process.stderr.write(ending.signal.aborted ? '\nStopped.\n' : `\n${(error as Error).message}\n`);
  process.exitCode = ending.signal.aborted ? 130 : 1;
}

function readFileName(): FlightFile {
  const { values } = parseArgs({ options: { file: { type: 'string', default: 'flights-20k.json' } } });
  const file = flightFiles.find((known) => known === values.file);
  if (file) return file;
  process.stderr.write(`There is no file ${values.file}; known: ${flightFiles.join(', ')}\n`);
  process.exit(2);
}

function progressBar(): Progress {
  let bar: SingleBar | null = null;
  return {
    begin(step, total) {
      bar?.stop();
      bar = new SingleBar({ format: `{bar} {value}/{total} ${step}, {duration_formatted}`, stream: process.stderr });
      bar.start(total, 0);
    },
    update: (done) => bar?.update(done),
    end: () => bar?.stop(),
  };
}

function table(rows: readonly Agreement[]): string {
  const line = (title: string, ...cells: readonly string[]): string =>
    `${title.padEnd(26)}${cells.map((cell) => cell.padStart(10)).join('')}`;
  const lines = rows.map(({ title, cairn, service, file: counted, isAgreed }) => {
    const cells = [cairn, service, counted].map((count) => (count === null ? '' : count.toLocaleString('en')));
    return `${line(title, ...cells)}  ${isAgreed ? '✓' : '✗'}`;
  });
  return `\n${line('', 'Cairn', 'service', 'file')}\n${lines.join('\n')}\n`;
}
