import type { CallFilter, CallSummary, Page } from '@cairn/engine';
import type pg from 'pg';
import { type CallRow, selectEnded, selectPending, toEndedSummaries, toPendingSummaries } from './call-row.ts';
import { decodeCursor, encodeCursor, pageLimit } from './page-query.ts';

/** A table that lists calls, several in a row. */
interface Source {
  readonly name: 'pending' | 'ended';
  readonly expand: (row: CallRow) => CallSummary[];
  load(pool: pg.Pool, filter: CallFilter, from: string | null, limit: number): Promise<readonly CallRow[]>;
}

const pending: Source = {
  name: 'pending',
  expand: toPendingSummaries,
  load: async (pool, { sandbox, instanceId }, from, limit) => {
    const text = `${selectPending} and i.sandbox = $1 and ($2::text is null or i.id = $2) and ($3::text is null or i.id <= $3)
      order by i.id desc limit $4`;
    return (await pool.query<CallRow>(text, [sandbox, instanceId ?? null, from, limit])).rows;
  },
};

const ended: Source = {
  name: 'ended',
  expand: toEndedSummaries,
  load: async (pool, { sandbox, instanceId, status }, from, limit) => {
    const text = `${selectEnded} and p.sandbox = $1 and ($2::text is null or p.instance_id = $2)
      and ($3::bigint is null or p.seq <= $3)
      and ($5::text is null or exists (select from json_array_elements(p.calls) c where c->>'status' = $5))
      order by p.seq desc limit $4`;
    return (await pool.query<CallRow>(text, [sandbox, instanceId ?? null, from, limit, status ?? null])).rows;
  },
};

/** Where the page before ended: a row, and how many of its calls were given. */
interface Place {
  readonly source: Source['name'];
  readonly row: string;
  readonly given: number;
}

/** Calls newest first: those somebody waits for, then those that ended, by the turn in which they did. */
export async function listCalls(pool: pg.Pool, filter: CallFilter): Promise<Page<CallSummary>> {
  const limit = pageLimit(filter);
  const place = filter.cursor === null ? null : readPlace(filter.cursor);
  const items: { call: CallSummary; place: Place }[] = [];
  for (const source of sourcesOf(filter, place)) {
    const from = place?.source === source.name ? place : null;
    const rows = await source.load(pool, filter, from?.row ?? null, limit + 1 - items.length);
    for (const row of rows) {
      const calls = source.expand(row).filter(({ status }) => filter.status === undefined || status === filter.status);
      const given = from?.row === row.place ? from.given : 0;
      calls.slice(given).forEach((call, index) => {
        items.push({ call, place: { source: source.name, row: row.place, given: given + index + 1 } });
      });
    }
    if (items.length > limit) break;
  }
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = items.length > limit && last !== undefined;
  return { items: shown.map(({ call }) => call), nextCursor: hasMore ? encodePlace(last.place) : null };
}

function sourcesOf({ status }: CallFilter, place: Place | null): readonly Source[] {
  if (status === 'pending') return [pending];
  return status !== undefined || place?.source === 'ended' ? [ended] : [pending, ended];
}

const pendingKeys = [{ type: 'text' }, { type: 'text' }, { type: 'bigint' }] as const;
const endedKeys = [{ type: 'text' }, { type: 'bigint' }, { type: 'bigint' }] as const;

function encodePlace({ source, row, given }: Place): string {
  return encodeCursor([source, source === 'ended' ? Number(row) : row, given]);
}

function readPlace(cursor: string): Place {
  const isEnded = Buffer.from(cursor, 'base64url').toString().startsWith('["ended"');
  const [, row, given] = decodeCursor(cursor, isEnded ? endedKeys : pendingKeys) as [string, string | number, number];
  return { source: isEnded ? 'ended' : 'pending', row: String(row), given };
}
