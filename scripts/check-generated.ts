import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Runs every generator with `--check`: each exits 1 when the file it makes is stale. Without arguments CI uses this. */
const root = resolve(import.meta.dirname, '..');
const generators = ['generate-expression-reference.ts', 'generate-errors.ts', 'generate-openapi.ts', 'dump-schema.ts'];

let stale = 0;
for (const generator of generators) {
  const script = join(root, 'scripts', generator);
  if (!existsSync(script)) throw new Error(`${generator} is listed but does not exist`);
  const { status } = spawnSync(process.execPath, [script, '--check'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) stale += 1;
}
console.log(
  stale === 0 ? `generated: ${generators.length} files are up to date` : `generated: ${stale} files are stale`,
);
process.exit(stale === 0 ? 0 : 1);
