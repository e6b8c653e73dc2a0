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
 * One row with members that are JSON text already: put into the row as they are, which spares both sides a round of
 * escaping, or as the string `<name>Text` where the store could not read what it holds without changing it.
 */
export function encodeRow(row: object, jsonMembers: Readonly<Record<string, string>>): string {
  let text = JSON.stringify(row).slice(0, -1);
  for (const name in jsonMembers) {
    const json = jsonMembers[name] as string;
    text += unstorable.test(json) ? `,"${name}Text":${JSON.stringify(json)}` : `,"${name}":${json}`;
  }
  return `${text}}`;
}

/** A batch of rows that are JSON text already. */
export function joinRows(rows: readonly string[]): string {
  return `[${rows.join(',')}]`;
}

function makeStorable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
}
