import type { EventLog, LogEntry } from '@cairn/engine';
import type pg from 'pg';
import { encodeBatch } from '../batch-json.ts';
import { type Notifier, silentNotifier } from '../signals/notifier.ts';

/** The event log as a table. Appends are one round trip and, over all processes, one after the other. */
export function createEventLog(pool: pg.Pool, notifier: Notifier = silentNotifier): EventLog {
  return {
    append: async (entries, discards) => {
      const answer = await pool.query<{ offsets: string[] }>({
        name: 'append_events',
        text: 'select append_events($1, $2) as offsets',
        values: [encodeBatch(entries), encodeBatch(discards)],
      });
      if (entries.length > 0) notifier.logAppended();
      return answer.rows[0]!.offsets.map((offset) => (offset === null ? null : Number(offset)));
    },
    read: async (cursors, limit) => {
      const answer = await pool.query<LogEntry>(readLog, [[...cursors.keys()], [...cursors.values()], limit]);
      return answer.rows;
    },
  };
}

const readLog = `
  select e.partition, e."offset", e.sandbox, e.event_id as "eventId", e.key, e.namespace,
    e.message_id as "messageId", e.payload, e.received_at as "receivedAt"
  from unnest($1::smallint[], $2::bigint[]) as c(partition, cursor)
  cross join lateral (
    select * from event_log l
    where l.partition = c.partition and l."offset" > c.cursor
    order by l."offset" limit $3
  ) e
  order by e."offset" - c.cursor, e.partition
  limit $3`;
