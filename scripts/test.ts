import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers } from './port-probe.ts';

/**
 * `npm test`: everything on the embedded store; what needs a PostgreSQL server runs too where one is found, and is
 * listed as not run otherwise. With CI set nothing may be skipped. Closes with `N passed, N failed[, N skipped]`.
 * Arguments go to vitest (`npm test -- packages/model`).
 */
const root = resolve(import.meta.dirname, '..');
const resultFile = join(root, '.cache', 'test-results.json');
const isCi = process.env.CI === 'true';

interface Parts {
  readonly name: string;
  readonly isPresent: boolean;
  readonly need: string;
}

const parts: readonly Parts[] = [
  {
    name: 'tests on a PostgreSQL server',
    isPresent: process.env.CAIRN_TEST_DATABASE_URL !== undefined || (await answers('127.0.0.1', 5432)),
    need: 'a PostgreSQL server on 127.0.0.1:5432, or CAIRN_TEST_DATABASE_URL',
  },
];

mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(resultFile, { force: true });
const vitest = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);

const counts = readCounts();
for (const part of parts) if (!part.isPresent) console.log(`not run: ${part.name} (needs ${part.need})`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
const isIncomplete = isCi && (counts.skipped > 0 || parts.some((part) => !part.isPresent));
if (isIncomplete) console.error('A test was skipped in CI, where everything must run.');
process.exit(vitest.status === 0 && counts.passed > 0 && !isIncomplete ? 0 : 1);

function readCounts(): { passed: number; failed: number; skipped: number } {
  try {
    const results = JSON.parse(readFileSync(resultFile, 'utf8')) as Record<string, number>;
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = results;
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
