import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Runs every generator with `--check`: each exits 1 when the file it makes is stale, and so does this. */
const root = resolve(import.meta.dirname, '..');
const generators = [
  'scripts/generate-expression-reference.ts',
  'scripts/generate-errors.ts',
  'scripts/generate-openapi.ts',
  'packages/postgres/scripts/dump-schema.ts',
  'scripts/generate-schema-reference.ts',
];

const stale = generators.filter((generator) => {
  const { status } = spawnSync(process.execPath, [generator, '--check'], { cwd: root, stdio: 'inherit' });
  return status !== 0;
});
console.log(
  stale.length === 0
    ? `generated: ${generators.length} files are up to date`
    : `generated: ${stale.length} of ${generators.length} files are stale`,
);
process.exit(stale.length === 0 ? 0 : 1);
