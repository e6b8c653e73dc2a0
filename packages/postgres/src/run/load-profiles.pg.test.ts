import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProfileStore } from '../readers/profile-store.ts';
import { loadProfiles } from './load-profiles.ts';

await describeOnStores('Profiles of a turn', (fresh) => {
  let store: TestDatabase;
  const request = (key: string, historySchemaIds: string[] = []) => ({
    ...{ sandbox: 'prod', namespace: 'email', key, historySchemaIds },
  });
  beforeAll(async () => {
    store = await fresh();
    const known = { sandbox: 'prod', namespace: 'email', key: 'a', attributes: { age: 7 }, timeZone: 'UTC' };
    await createProfileStore(store.pool).putProfiles([known, { ...known, sandbox: 'dev', key: 'b' }]);
    await store.pool.query(`
      insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
      select 'prod', 'email', 'a', 'visits', moment - n * 1000, ('{"n":' || n || '}')::json
      from (select epoch_ms() as moment offset 0) now, generate_series(1, 1003) n;
      insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
      values ('prod', 'email', 'only history', 'orders', epoch_ms(), '1'),
        ('prod', 'email', 'only history', 'orders', epoch_ms() - 367 * 86400000::bigint, '2')`);
  });
  afterAll(() => store.close());

  it('come in the order asked for, null for who is unknown', async () => {
    const found = await loadProfiles(store.pool, [request('b'), request('a'), request('a')]);
    expect(found).toEqual([null, found[1], found[1]]);
    expect(found[1]).toEqual({ attributes: { age: 7 }, timeZone: 'UTC', history: new Map() });
  });

  it('carry the 1,000 newest events of each schema asked for, newest first', async () => {
    const [profile] = await loadProfiles(store.pool, [request('a', ['visits', 'orders'])]);
    const visits = profile!.history.get('visits')!;
    expect(visits).toHaveLength(1_000);
    expect(visits.slice(0, 2)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(profile!.history.get('orders')).toBeUndefined();
  });

  it('know a person by history alone, and nothing older than a year', async () => {
    const [profile] = await loadProfiles(store.pool, [request('only history', ['orders'])]);
    expect(profile).toEqual({ attributes: {}, timeZone: null, history: new Map([['orders', [1]]]) });
  });
});
