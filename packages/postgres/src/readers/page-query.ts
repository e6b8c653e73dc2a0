import type { Page, PageRequest } from '@cairn/engine';
import type pg from 'pg';
import { StoreError } from '../store-error.ts';

/** A keyset-paged list: rows in the order of `keys`, filtered by `where`. All text here is ours, values are parameters. */
export interface PageQuery {
  readonly select: string;
  /** Conditions by SQL of the left side and operator; an undefined value leaves its condition out. */
  readonly where: Readonly<Record<string, string | number | undefined>>;
  /** Columns that order the list and are unique together, with their types and the names they have in a row. */
  readonly keys: readonly { readonly column: string; readonly type: 'bigint' | 'text'; readonly name: string }[];
  readonly direction: 'asc' | 'desc';
}

const maxPageSize = 1_000;

/**
 * Loads one page and knows by one row more whether there is another.
 *
 * @throws StoreError STORE_CURSOR_INVALID.
 */
export async function loadPage<Row extends object>(
  pool: pg.Pool,
  query: PageQuery,
  request: PageRequest,
): Promise<Page<Row>> {
  const limit = pageLimit(request);
  const values: unknown[] = [];
  const conditions = Object.entries(query.where).flatMap(([comparison, value]) =>
    value === undefined ? [] : [`${comparison} $${values.push(value)}`],
  );
  if (request.cursor !== null) {
    const after = decodeCursor(request.cursor, query.keys);
    const places = query.keys.map(({ type }, index) => `$${values.push(after[index])}::${type}`);
    conditions.push(`(${columns(query)}) ${query.direction === 'asc' ? '>' : '<'} (${places.join(', ')})`);
  }
  const order = query.keys.map(({ column }) => `${column} ${query.direction}`).join(', ');
  const answer = await pool.query<Row>(
    `${query.select} where ${conditions.join(' and ')} order by ${order} limit $${values.push(limit + 1)}`,
    values,
  );
  return toPage(answer.rows, limit, query);
}

/** Rows of a page: what was asked for, 1 to 1,000. */
export function pageLimit({ limit }: Pick<PageRequest, 'limit'>): number {
  return Math.max(1, Math.min(limit, maxPageSize));
}

function toPage<Row extends object>(rows: readonly Row[], limit: number, { keys }: PageQuery): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1) as Record<string, unknown> | undefined;
  if (rows.length <= limit || !last) return { items, nextCursor: null };
  return { items, nextCursor: encodeCursor(keys.map(({ name }) => last[name])) };
}

function columns({ keys }: PageQuery): string {
  return keys.map(({ column }) => column).join(', ');
}

export function encodeCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Throws STORE_CURSOR_INVALID unless the cursor holds a value of each key's type. */
export function decodeCursor(
  cursor: string,
  keys: readonly { readonly type: 'bigint' | 'text' }[],
): readonly unknown[] {
  const place = parse(Buffer.from(cursor, 'base64url').toString());
  const fits = (value: unknown, index: number) =>
    keys[index]?.type === 'bigint' ? Number.isSafeInteger(value) : typeof value === 'string';
  if (Array.isArray(place) && place.length === keys.length && place.every(fits)) return place;
  throw new StoreError(
    'STORE_CURSOR_INVALID',
    `The cursor ${cursor} is not one this list gave. Start from the first page.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
