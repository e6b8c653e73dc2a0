import { openEmbeddedCopy } from './embedded-template.ts';
import { openServerCopy } from './server-template.ts';
import type { TestDatabase } from './test-database.ts';

/** An empty, migrated database of its own; `close` removes it. Takes about half a second. */
export function freshDatabase(kind: 'embedded' | 'postgres'): Promise<TestDatabase> {
  return kind === 'embedded' ? openEmbeddedCopy() : openServerCopy();
}
