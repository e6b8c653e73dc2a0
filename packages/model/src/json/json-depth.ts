/**
 * Whether a JSON value nests deeper than `maxDepth` lists and objects. Walks without recursion, so that
 * hostile nesting cannot exhaust the stack: ask this before any recursive reading of foreign JSON.
 */
export const exceedsDepth = (value: unknown, maxDepth: number): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap(children);
  }
  return false;
};

const children = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).filter((item) => typeof item === 'object' && item !== null)
    : [];
