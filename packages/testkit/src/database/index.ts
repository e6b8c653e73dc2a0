export { availableStores, type TestStore } from './available-stores.ts';
export { freshDatabase } from './fresh-database.ts';
export type { TestDatabase } from './test-database.ts';
