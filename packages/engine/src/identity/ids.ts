import type { Hash128 } from './sip-hash.ts';

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A UUID of version 8 (RFC 9562) laid out like version 7: 48 bits of Unix milliseconds, then 74 bits of the hash.
 * Rows written together then lie together in their index, and paging by id is paging by time.
 */
export function timeOrderedId(atMs: number, hash: Hash128): string {
  const high = Math.floor(atMs / 0x10000) >>> 0;
  const low = atMs % 0x10000;
  return layOut(((low << 16) | 0x8000 | (hash[0] & 0x0fff)) >>> 0, high, hash);
}

/** A UUID of version 4 whose random bits are those of the hash. */
export function randomUuid(hash: Hash128): string {
  return layOut(((hash[0] & 0xffff0fff) | 0x4000) >>> 0, hash[1], [hash[0], hash[1], hash[2], hash[3]]);
}

function layOut(second: number, first: number, hash: Hash128): string {
  const third = ((hash[2] & 0x3fffffff) | 0x80000000) >>> 0;
  return `${hex16(first >>> 16)}${hex16(first)}-${hex16(second >>> 16)}-${hex16(second)}-${hex16(third >>> 16)}-${hex16(third)}${hex16(hash[3] >>> 16)}${hex16(hash[3])}`;
}

function hex16(word: number): string {
  return `${hex[(word >>> 8) & 0xff]}${hex[word & 0xff]}`;
}

/** A uniform number in [0, 1) with 53 random bits. */
export function unitInterval(hash: Hash128): number {
  return ((hash[0] >>> 5) * 0x4000000 + (hash[1] >>> 6)) / 0x20000000000000;
}
