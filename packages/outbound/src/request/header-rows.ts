import { OutboundError } from '../outbound-error.ts';

/** RFC 7230, section 3.2.6. */
const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 7230, section 3.2.4: visible characters, space, tab and obs-text; no line break, no folding. */
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The pair as flat headers; throws OUTBOUND_HEADER_INVALID, which never shows the value. */
export function headerPair(name: string, value: string): [string, string] {
  if (!tokenPattern.test(name) || !valuePattern.test(value)) {
    throw new OutboundError('OUTBOUND_HEADER_INVALID', { name: JSON.stringify(name) });
  }
  return [name, value];
}

/** The pairs of a record, in its order. */
export function headerPairs(rows: Readonly<Record<string, string>>): string[] {
  return Object.entries(rows).flatMap(([name, value]) => headerPair(name, value));
}
