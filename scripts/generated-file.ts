import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/**
 * Writes a generated file, or with `--check` on the command line compares it and lets the process exit with 1 when it
 * is stale.
 * @param path From the root of the clone.
 */
export function putGenerated(path: string, text: string): void {
  const file = resolve(root, path);
  if (process.argv.includes('--check')) {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
    console.error(`${path} is stale; run node ${process.argv[1]?.slice(root.length + 1)}`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}
