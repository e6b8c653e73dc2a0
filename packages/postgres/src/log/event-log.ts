import type { Discard, EventLog, LogEntry, NewLogEntry } from '@cairn/engine';
import type pg from 'pg';
import { encodeBatch } from '../batch-json.ts';
import { type Notifier, silentNotifier } from '../signals/notifier.ts';

/** The event log as a table. Appends are one round trip and, over all processes, one after the other. */
export function createEventLog(pool: pg.Pool, notifier: Notifier = silentNotifier): EventLog {
  return {
    append: async (entries, discards) => {
      const hasIds = entries.some(({ messageId }) => messageId !== null);
      const offsets = await (hasIds ? appendOnce(pool, entries, discards) : appendPlain(pool, entries, discards));
      if (entries.length > 0) notifier.logAppended();
      return offsets;
    },
    read: async (cursors, limit) => {
      const answer = await pool.query<LogEntry>(readLog, [[...cursors.keys()], [...cursors.values()], limit]);
      return answer.rows;
    },
  };
}

/** Looks every message id up: the rarer and dearer way. */
async function appendOnce(
  pool: pg.Pool,
  entries: readonly NewLogEntry[],
  discards: readonly Discard[],
): Promise<(number | null)[]> {
  const answer = await pool.query<{ offsets: string[] }>({
    name: 'append_events',
    text: 'select append_events($1, $2) as offsets',
    values: [encodeBatch(entries), encodeBatch(discards)],
  });
  return answer.rows[0]!.offsets.map((offset) => (offset === null ? null : Number(offset)));
}

async function appendPlain(
  pool: pg.Pool,
  entries: readonly NewLogEntry[],
  discards: readonly Discard[],
): Promise<number[]> {
  const counts = new Map<number, number>();
  const placed = entries.map(({ messageId: _none, ...entry }) => {
    const place = (counts.get(entry.partition) ?? 0) + 1;
    counts.set(entry.partition, place);
    return { ...entry, place };
  });
  const counted = [...counts].map(([partition, count]) => ({ partition, count }));
  const answer = await pool.query<{ heads: string }>({
    name: 'append_plain_events',
    text: 'select append_plain_events($1, $2, $3) as heads',
    values: [encodeBatch(placed), encodeBatch(counted), encodeBatch(discards)],
  });
  const heads = JSON.parse(answer.rows[0]!.heads) as Record<string, number>;
  return placed.map(({ partition, place }) => heads[partition]! + place);
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
