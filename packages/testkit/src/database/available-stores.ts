import { hasTestServer } from './test-server.ts';

/** A store tests may run on, or why they cannot. */
export interface TestStore {
  readonly kind: 'embedded' | 'postgres';
  readonly skipReason: string | null;
}

/** Both kinds of store; the server carries a reason to skip where none answers. */
export async function availableStores(): Promise<readonly TestStore[]> {
  return [
    { kind: 'embedded', skipReason: null },
    { kind: 'postgres', skipReason: (await hasTestServer()) ? null : 'no PostgreSQL server found' },
  ];
}
