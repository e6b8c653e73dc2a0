import { createHash } from 'node:crypto';
import { loadMigrations } from '@cairn/postgres';

/** Names the schema that the migrations make, so that a template of older ones is not used. */
export async function getSchemaFingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of await loadMigrations()) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}
