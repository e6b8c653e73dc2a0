import type { PageQuery } from '@cairn/authoring';

interface SortOrder {
  /** SQL of the value sorted by, for the columns of the query at hand. */
  readonly expression: string;
  /** SQL type its text form is cast to. */
  readonly type: 'text' | 'bigint';
  readonly direction: 'asc' | 'desc';
  /** Comparison that keeps what comes after the cursor. */
  readonly after: '>' | '<';
}

/** How a list is sorted. `columns` maps each sort to SQL; nothing a caller sends becomes part of the SQL. */
export function sortOrder(query: PageQuery, columns: Readonly<Record<PageQuery['sort'], string>>): SortOrder {
  return {
    expression: columns[query.sort],
    type: query.sort === 'name' ? 'text' : 'bigint',
    direction: query.isDescending ? 'desc' : 'asc',
    after: query.isDescending ? '<' : '>',
  };
}

/** Pattern for ilike that finds a text anywhere, taking its % and _ literally. */
export function containsPattern(search: string | undefined): string | null {
  return search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
}
