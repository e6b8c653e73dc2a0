import { readFile } from 'node:fs/promises';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeSchema } from './describe-schema.ts';

await describeOnStores('The schema', (fresh) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());

  it('is what schema.sql shows (else run: node packages/postgres/scripts/dump-schema.ts)', async () => {
    const shown = await readFile(new URL('../../schema.sql', import.meta.url), 'utf8');
    expect(await describeSchema(store.pool)).toBe(shown);
  });
});
