export { createSetupTokenStore } from './access/setup-token-store.ts';
export { migrate } from './migrations/migrate.ts';
export { StoreError, type StoreErrorCode, storeErrors } from './store-error.ts';
