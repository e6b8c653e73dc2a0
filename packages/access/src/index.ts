export * from './access.ts';
export { AccessError, type AccessErrorCode, accessErrors } from './access-error.ts';
export { type AccessDatabase, apiKeyPrefix, clientAddressHeader } from './better-auth/auth.ts';
export { can } from './can.ts';
export { type AccessOptions, createAccess, presentedKey } from './create-access.ts';
export * from './permission.ts';
export type { Principal } from './principal.ts';
export type { SetupTokenStore } from './setup-token-store.ts';
