import type { Range } from './problem.ts';

/** Longest part of a line that is shown; a longer line is cut around the fault. */
const maxWidth = 100;

/** The line that holds the start of `range`, and under it a `^` for every code unit of the range on that line. */
export function caretPicture(text: string, range: Range): string {
  const start = Math.min(range.start, text.length);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const nextBreak = text.indexOf('\n', start);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const from = Math.max(lineStart, Math.min(start - maxWidth / 2, lineEnd - maxWidth));
  const to = Math.min(lineEnd, from + maxWidth);
  const width = Math.max(1, Math.min(range.end, to) - start);
  const shown = text.slice(from, to).replace(/[\t\r\u00a0\u200b\ufeff]/g, ' ');
  return `${shown}\n${' '.repeat(start - from)}${'^'.repeat(width)}`;
}
