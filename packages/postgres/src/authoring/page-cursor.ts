import { StoreError } from '../store-error.ts';

/** Where a page ended: the value sorted by, as text, and the id that breaks ties. */
export interface PagePosition {
  readonly sortValue: string;
  readonly id: string;
}

/** The opaque text a caller hands back to get the next page. */
export function encodePageCursor({ sortValue, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([sortValue, id])).toString('base64url');
}

/** Throws STORE_CURSOR_INVALID for a text that `encodePageCursor` did not make for a list sorted by this type. */
export function decodePageCursor(cursor: string, type: 'text' | 'bigint'): PagePosition {
  try {
    const [sortValue, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isOfType = typeof sortValue === 'string' && (type === 'text' || /^\d{1,18}$/.test(sortValue));
    if (isOfType && typeof id === 'string') return { sortValue, id };
  } catch {
    // Falls through: not base64 of JSON is as wrong as JSON of another shape.
  }
  throw new StoreError('STORE_CURSOR_INVALID', 'The cursor is not one this list gave. Start again without a cursor.');
}
