import { isHeaderName, isHeaderValue } from '@cairn/model';
import { OutboundError } from '../outbound-error.ts';

/** The pair as flat headers; throws OUTBOUND_HEADER_INVALID, which never shows the value. */
export function headerPair(name: string, value: string): [string, string] {
  if (!isHeaderName(name) || !isHeaderValue(value)) {
    throw new OutboundError('OUTBOUND_HEADER_INVALID', { name: JSON.stringify(name) });
  }
  return [name, value];
}

/** The pairs of a record, in its order. */
export function headerPairs(rows: Readonly<Record<string, string>>): string[] {
  return Object.entries(rows).flatMap(([name, value]) => headerPair(name, value));
}
