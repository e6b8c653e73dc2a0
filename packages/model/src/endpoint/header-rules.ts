const token = /^[!#%&'*+\-^_`|~0-9A-Za-z][!#$%&'*+\-.^_`|~0-9A-Za-z]*$/;
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const jsonMediaType =
  /^application\/([A-Za-z0-9!#$&^_.-]+\+)?json\s*(;\s*[A-Za-z0-9_-]+=("[^"]*"|[A-Za-z0-9_.-]+)\s*)*$/i;

/** Headers that belong to the connection or to Cairn's own delivery, in lower case. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A token of RFC 7230, section 3.2.6, that does not start with `.` or `$`; 1 to 256 characters. */
export const isHeaderName = (name: string): boolean => name.length <= 256 && token.test(name);

/** A field value of RFC 7230, section 3.2: no CR, LF or other control character, nothing past Latin-1. Asked at save and at run time. */
export const isHeaderValue = (value: string): boolean => fieldValue.test(value);

export const isReservedHeader = (name: string): boolean => reserved.has(name.toLowerCase());

/** `application/json` or `application/<anything>+json`, with or without parameters. */
export const isJsonMediaType = (value: string): boolean => jsonMediaType.test(value);

/** Name of a query parameter: no spaces or control characters, not starting with `.` or `$`; 1 to 256 characters. */
export const isQueryName = (name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  name.length <= 256 && /^[^.$\s\x00-\x1f\x7f][^\s\x00-\x1f\x7f]*$/.test(name);
