/**
 * Estimates the states of a compiled regular expression from its text, before it is compiled: one for every atom,
 * multiplied by the counted repetitions around it. RE2 unrolls `x{n,m}`, so a short text can make a large program.
 */
export function patternSize(source: string): number {
  /** Sizes of the open groups; `last` is the atom or group that a quantifier would repeat. */
  const open: number[] = [];
  let total = 0;
  let last = 0;
  for (let at = 0; at < source.length; ) {
    const character = source[at]!;
    const repeat = character === '{' ? repeatAt(source, at) : undefined;
    if (repeat !== undefined) {
      total += last * (repeat.count - 1);
      last *= repeat.count;
      at = repeat.end;
      continue;
    }
    if (character === '(') {
      open.push(total);
      total = 0;
      last = 0;
    } else if (character === ')') {
      last = total + 1;
      total = (open.pop() ?? 0) + last;
    } else {
      last = 1;
      total += 1;
    }
    at = character === '[' ? classEnd(source, at) : at + (character === '\\' ? 2 : 1);
  }
  return open.reduce((sum, size) => sum + size, total);
}

interface Repeat {
  readonly count: number;
  readonly end: number;
}

/** `{n}`, `{n,}` and `{n,m}`; undefined for a brace that is text. */
function repeatAt(source: string, at: number): Repeat | undefined {
  const pattern = /\{([0-9]{1,5})(?:,([0-9]{0,5}))?\}/y;
  pattern.lastIndex = at;
  const match = pattern.exec(source);
  if (match === null) return undefined;
  const count = Math.max(1, Number(match[1]), Number(match[2] ?? 0));
  return { count: count + (match[2] === '' ? 1 : 0), end: pattern.lastIndex };
}

/** The position behind a character class. */
function classEnd(source: string, at: number): number {
  let end = at + 1;
  if (source[end] === '^') end++;
  if (source[end] === ']') end++;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1;
}
