import { isPlainObject } from './plain-object.ts';

/**
 * Dotted paths at which two JSON documents differ, in document order; empty when they are equal. An absent member equals
 * one that is undefined. A list that changed its length is reported as a whole.
 */
export const differences = (before: unknown, after: unknown, path = ''): readonly string[] => {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => differences(item, after[index], join(path, String(index))));
  }
  if (isPlainObject(before) && isPlainObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differences(before[name], after[name], join(path, name)));
  }
  return [path];
};

export const isSameJson = (left: unknown, right: unknown): boolean => differences(left, right).length === 0;

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
