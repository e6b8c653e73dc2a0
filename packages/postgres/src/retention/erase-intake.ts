import type pg from 'pg';

const messageIds = `
  delete from message_ids where (sandbox, event_id, message_id) in (
    select sandbox, event_id, message_id from message_ids where accepted_at < $1 order by accepted_at limit $2
  )`;

// Only what its partition's cursor has passed: an entry not yet worked on is never too old.
const logEntries = `
  delete from event_log l using (
    select e.partition, e."offset"
    from partitions p
    cross join lateral (
      select partition, "offset" from event_log e
      where e.partition = p.partition and e."offset" <= p.cursor and e.received_at < $1
      order by e."offset" limit $2
    ) e
    limit $2
  ) old
  where l.partition = old.partition and l."offset" = old."offset"`;

const discards = `delete from discards where id in (select id from discards where at < $1 order by at limit $2)`;

const history = `
  delete from profile_events where id in (
    select id from profile_events where occurred_at < $1 order by occurred_at limit $2
  )`;

/** Erases message ids accepted before `before`; no younger than 24 hours, or repeated messages would count as new. */
export const eraseMessageIds = createEraser(messageIds);

/** Erases log entries received before `before` that every turn has passed. */
export const eraseLogEntries = createEraser(logEntries);

/** Erases discard records from before `before`. */
export const eraseDiscards = createEraser(discards);

/** Erases people's history from before `before`; what is older than a year is never read. */
export const eraseHistory = createEraser(history);

/** At most `limit` rows for each call, oldest first; call again while it returns `limit`. */
function createEraser(sql: string) {
  return async (pool: pg.Pool, before: number, limit: number): Promise<number> =>
    (await pool.query(sql, [before, limit])).rowCount ?? 0;
}
