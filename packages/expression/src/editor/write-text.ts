const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/**
 * A string literal that reads back as `value`. It stands in the preferred quotes, unless `value` holds those and not the
 * others. Control characters and invisible marks are written as escapes, so that a reader can see them.
 */
export function writeString(value: string, preferred: '"' | "'" = '"'): string {
  const other = preferred === '"' ? "'" : '"';
  const quote = value.includes(preferred) && !value.includes(other) ? other : preferred;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being escaped.
  const body = value.replace(/[\\\u0000-\u001f\u007f\u00a0\u200b\ufeff]/g, escapeCharacter);
  return quote + body.replaceAll(quote, `\\${quote}`) + quote;
}

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A field, root or parameter name, in quotes where the grammar asks for them (section 2). */
export function writeName(name: string): string {
  return plainName.test(name) ? name : writeString(name, "'");
}
