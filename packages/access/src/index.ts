export * from './access.ts';
export { can } from './can.ts';
export * from './permission.ts';
export type { Principal } from './principal.ts';
