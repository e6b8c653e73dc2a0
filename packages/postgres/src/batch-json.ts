const unstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * JSON text of a batch's rows. What a `text` column cannot hold, NUL and lone surrogates, becomes U+FFFD, so that one
 * sender's odd string does not fail the batch of all. Keys and identities are refused at the door when they hold any.
 */
export function encodeBatch(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return unstorable.test(text) ? JSON.stringify(rows, makeStorable) : text;
}

function makeStorable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
}
