import type { TestDatabase } from '@cairn/testkit';

type Pool = Pick<TestDatabase['pool'], 'query'>;

/**
 * Lets the server write down, in the order of its locks, who took a partition and who wrote instances of it
 * (which every turn does that makes calls or takes steps).
 * Processes are told apart by the name of their connections.
 */
export async function installOwnershipAudit(pool: Pool): Promise<void> {
  await pool.query(`
    create table ownership_audit (
      seq bigint generated always as identity primary key, process text, act text not null, partition smallint not null
    );
    create function audit_ownership() returns trigger language plpgsql as $$
    begin
      insert into ownership_audit (process, act, partition)
      values (current_setting('application_name'), tg_argv[0], new.partition);
      return null;
    end $$;
    create trigger taken after update on partitions for each row
      when (old.epoch <> new.epoch and new.owner is not null) execute function audit_ownership('takes');
    create trigger released after update on partitions for each row
      when (old.epoch <> new.epoch and new.owner is null) execute function audit_ownership('releases');
    create trigger written after insert or update on instances for each row execute function audit_ownership('writes')`);
}

/** Writes by a process that did not own the partition at that moment. */
export async function findForeignWrites(pool: Pool): Promise<readonly object[]> {
  const { rows } = await pool.query(`
    select w.process, w.partition, o.process as owner, o.act
    from ownership_audit w
    left join lateral (
      select process, act from ownership_audit o
      where o.partition = w.partition and o.act <> 'writes' and o.seq < w.seq order by o.seq desc limit 1
    ) o on true
    where w.act = 'writes' and (o.act is distinct from 'takes' or o.process <> w.process)`);
  return rows;
}

/** How many partitions each process owns now, by name. */
export async function countOwned(pool: Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ process: string; count: number }>(`
    select process, count(*)::int from (
      select distinct on (partition) partition, process, act from ownership_audit where act <> 'writes'
      order by partition, seq desc
    ) latest where act = 'takes' group by process`);
  return Object.fromEntries(rows.map(({ process, count }) => [process, count]));
}
