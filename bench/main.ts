import { parseArgs } from 'node:util';
import { runE2e } from './e2e/e2e.ts';
import { printE2e } from './e2e/print.ts';

/**
 * `npm run bench [-- PART] [--json] [--seconds N] [--instances N]`. Parts: e2e, expression, timers; all of them without a part.
 * With --json the e2e part prints one JSON object alone on stdout. Progress goes to stderr.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '8' },
    instances: { type: 'string', default: '1000000' },
  },
});
const parts = ['e2e', 'expression', 'timers'];
const [part] = positionals;
if (part !== undefined && !parts.includes(part)) {
  process.stderr.write(`unknown part ${part}; known: ${parts.join(', ')}\n`);
  process.exit(2);
}
const log = (line: string): void => void process.stderr.write(`${line}\n`);

if (part === undefined || part === 'e2e') {
  const result = await runE2e({ durationMs: Number(values.seconds) * 1_000, rates: [50, 500, 2_000], log });
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : printE2e(result));
}
if (part === 'timers' || (part === undefined && !values.json)) {
  const { runTimers } = await import('./timers/timers.ts');
  await runTimers(log, Number(values.instances));
}
if (part === 'expression' || (part === undefined && !values.json)) {
  const { run } = await import('./expression/index.ts');
  await run();
}
