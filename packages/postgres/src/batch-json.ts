const unstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * JSON text of a batch's rows. What a `text` column cannot hold, NUL and lone surrogates, becomes U+FFFD, so that one
 * sender's odd string does not fail the batch of all. Keys and identities are refused at the door when they hold any.
 */
export function encodeBatch(rows: readonly object[]): string {
  if (rows.length === 0) return '[]';
  const text = JSON.stringify(rows);
  return unstorable.test(text) ? JSON.stringify(rows, makeStorable) : text;
}

/**
 * One row with a member that is JSON text already: put into the row as it is, which spares both sides a round of
 * escaping, or as the string `<name>Text` when the store could not read what it holds without changing it.
 */
export function encodeRow(row: object, name: string, json: string): string {
  const open = JSON.stringify(row).slice(0, -1);
  return unstorable.test(json) ? `${open},"${name}Text":${JSON.stringify(json)}}` : `${open},"${name}":${json}}`;
}

/** A batch of rows that are JSON text already. */
export function joinRows(rows: readonly string[]): string {
  return `[${rows.join(',')}]`;
}

function makeStorable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
}
