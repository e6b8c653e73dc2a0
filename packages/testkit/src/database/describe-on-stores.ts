import { describe, expect, it } from 'vitest';
import { availableStores } from './available-stores.ts';
import { freshDatabase } from './fresh-database.ts';
import type { TestDatabase } from './test-database.ts';
import { getTestServerUrl } from './test-server.ts';

/**
 * Declares the same tests for each kind of store: `await describeOnStores('EventLog', (fresh) => { ... })`.
 * Without a server those on it are listed as skipped, with the reason in their title; where the environment says CI
 * that is a failure.
 */
export async function describeOnStores(
  title: string,
  declare: (fresh: () => Promise<TestDatabase>, kind: TestDatabase['kind']) => void,
): Promise<void> {
  for (const { kind, skipReason } of await availableStores()) {
    if (skipReason === null) describe(`${title} on ${kind}`, () => declare(() => freshDatabase(kind), kind));
    else if (process.env.CI) it(`${title} on ${kind} finds a server`, () => expect.fail(describeMissing(skipReason)));
    else describe.skip(`${title} on ${kind} (${skipReason})`, () => declare(() => freshDatabase(kind), kind));
  }
}

function describeMissing(reason: string): string {
  return `${reason} at ${getTestServerUrl()}; in CI nothing may be skipped`;
}
