import type { SetupTokenStore } from '@cairn/access';
import type pg from 'pg';

/** The one-time link in table `setup_tokens`. */
export function createSetupTokenStore(pool: Pick<pg.Pool, 'query'>): SetupTokenStore {
  return {
    replace: async (tokenHash, expiresAt) => {
      // One statement: two processes that start together leave one valid link, never none.
      await pool.query(
        `with others as (delete from setup_tokens where token_hash <> $1)
         insert into setup_tokens (token_hash, expires_at) values ($1, $2)
         on conflict (token_hash) do update set expires_at = excluded.expires_at`,
        [tokenHash, expiresAt],
      );
    },
    spend: async (tokenHash, now) => {
      const spent = await pool.query('delete from setup_tokens where token_hash = $1 and expires_at > $2', [
        tokenHash,
        now,
      ]);
      return spent.rowCount === 1;
    },
  };
}
