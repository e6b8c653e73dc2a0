import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '@cairn/postgres';

/**
 * A secret of the installation, 64 hexadecimal digits: the given one, or the one kept in the data directory
 * (made at the first start, readable by its owner only). Losing the file loses what it sealed: back it up.
 */
export function readSecret(given: string | undefined, dataDir: string, fileName: string): string {
  if (given !== undefined) return given;
  const path = join(dataDir, fileName);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  makeDirectory(dataDir, 0o700);
  const secret = randomBytes(32).toString('hex');
  // `wx`: of two processes that start together, one makes the secret and the other reads it.
  try {
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8').trim();
  }
}
