import { describe, expect, it } from 'vitest';
import { can } from './can.ts';
import { type KeyScope, objectKinds, type Verb, verbs } from './permission.ts';
import type { Principal } from './principal.ts';

const administrator: Principal = { kind: 'user', id: 'u', name: 'Ada', email: 'ada@example.org' };
const keyWith = (...scopes: KeyScope[]): Principal => ({ kind: 'apiKey', id: 'k', name: 'k', ownerId: 'u', scopes });
const allowed = (principal: Principal) => verbs.filter((verb) => can(principal, verb, 'journey'));

describe('can', () => {
  it('lets an administrator do everything to everything', () => {
    for (const verb of verbs) for (const object of objectKinds) expect(can(administrator, verb, object)).toBe(true);
  });

  it.each<[KeyScope[], Verb[]]>([
    [[], []],
    [['ingest'], ['ingest']],
    [['read'], ['read']],
    [['manage'], ['read', 'manage', 'publish']],
    [
      ['ingest', 'read'],
      ['ingest', 'read'],
    ],
  ])('lets a key with scopes %j do %j', (scopes, expected) => {
    expect(allowed(keyWith(...scopes))).toEqual(expected);
  });

  it('lets no key near keys and accounts, whatever its scopes', () => {
    const key = keyWith('ingest', 'read', 'manage');
    for (const verb of verbs) {
      expect(can(key, verb, 'apiKey')).toBe(false);
      expect(can(key, verb, 'account')).toBe(false);
    }
  });
});
