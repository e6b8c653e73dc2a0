import type { KeyScope, ObjectKind, Verb } from './permission.ts';
import type { Principal } from './principal.ts';

/** Whom nobody may become through a key: keys neither make keys nor act on the account of their owner. */
const usersOnly: ReadonlySet<ObjectKind> = new Set(['apiKey', 'account']);

const granted: Readonly<Record<KeyScope, readonly Verb[]>> = {
  ingest: ['ingest'],
  read: ['read'],
  manage: ['read', 'manage', 'publish'],
};

/** Whether this caller may do `verb` to `object`. An administrator may do everything, a key what its scopes say. */
export function can(principal: Principal, verb: Verb, object: ObjectKind): boolean {
  if (principal.kind === 'user') return true;
  if (usersOnly.has(object)) return false;
  return principal.scopes.some((scope) => granted[scope].includes(verb));
}
