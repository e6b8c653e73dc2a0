import { partitionCount } from '../ports.ts';

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * Partition of a person, 0 to partitionCount - 1: FNV-1a over sandbox, namespace and key, so that all events
 * of one person meet in one place, in order.
 */
export function partitionOf(sandbox: string, namespace: string | null, key: string): number {
  let hash = mix(fnvOffset, sandbox);
  hash = mix(hash, namespace ?? '');
  hash = mix(hash, key);
  return (hash ^ (hash >>> 16)) & (partitionCount - 1);
}

/** The separator after each part keeps ("ab", "c") apart from ("a", "bc"). */
function mix(hash: number, text: string): number {
  let mixed = hash;
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), fnvPrime);
  return Math.imul(mixed ^ 0x1f, fnvPrime) >>> 0;
}
