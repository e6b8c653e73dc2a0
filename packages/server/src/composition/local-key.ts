import { timingSafeEqual } from 'node:crypto';
import { type Access, type Principal, presentedKey } from '@cairn/access';

/** Name of the file in the data directory that holds the operator's key. */
export const localKeyFile = 'local-api-key';

/**
 * Lets in whoever can read the data directory: the `cairn` command on this machine, and the `curl` line of the banner,
 * before anybody has signed in. The key never leaves the machine and is not in the database.
 */
export function withLocalKey(access: Access, localKey: string): Access {
  const expected = Buffer.from(localKey);
  return {
    ...access,
    authenticate(credentials) {
      const sent = presentedKey(credentials);
      if (sent !== undefined && isSame(sent, expected)) return localOperator;
      return access.authenticate(credentials);
    },
  };
}

const localOperator: Principal = {
  kind: 'apiKey',
  id: 'local',
  name: 'local operator',
  ownerId: 'local',
  scopes: ['ingest', 'read', 'manage'],
};

/** Asked for every event. Only the length, which is the same for every installation, can be told from the time it takes. */
function isSame(sent: string, expected: Buffer): boolean {
  const bytes = Buffer.from(sent);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
