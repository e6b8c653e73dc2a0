/** Longest name of an object (section 1). */
const objectNameLength = 30;

/** Name of an imported object: its own where that is free, else with `_2`, `_3`..., cut so that `maxLength` suffices. */
export function importName(original: string, taken: ReadonlySet<string>, maxLength = objectNameLength): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `_${count}`;
    const name = original.slice(0, maxLength - suffix.length) + suffix;
    if (!taken.has(name)) return name;
  }
}
