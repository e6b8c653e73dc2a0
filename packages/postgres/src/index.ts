export { migrate } from './migrations/migrate.ts';
export { type OpenStore, type OpenStoreOptions, openStore } from './open-store.ts';
export { StoreError, type StoreErrorCode, storeErrors } from './store-error.ts';
