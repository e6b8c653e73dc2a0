import { createHash, timingSafeEqual } from 'node:crypto';
import type { Access, Principal } from '@cairn/access';

/** Name of the file in the data directory that holds the operator's key. */
export const localKeyFile = 'local-api-key';

/**
 * Lets in whoever can read the data directory: the `cairn` command on this machine, and the `curl` line of the banner,
 * before anybody has signed in. The key never leaves the machine and is not in the database.
 */
export function withLocalKey(access: Access, localKey: string): Access {
  const expected = digest(localKey);
  return {
    ...access,
    authenticate(credentials) {
      const bearer = /^bearer (.+)$/i.exec(credentials.authorization ?? '')?.[1];
      const header = credentials['x-api-key'];
      const sent = bearer ?? (typeof header === 'string' ? header : undefined);
      if (sent !== undefined && timingSafeEqual(digest(sent.trim()), expected)) return localOperator;
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

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
