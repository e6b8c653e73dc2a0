const objectNameLength = 30;

/** Name of an independent copy: `<name>_Copy`, then `_Copy2`, `_Copy3`..., cut so that `maxLength` suffices, not yet taken. */
export const copyName = (name: string, taken: ReadonlySet<string>, maxLength = objectNameLength): string => {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '_Copy' : `_Copy${number}`;
    const candidate = `${name.slice(0, maxLength - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
};
