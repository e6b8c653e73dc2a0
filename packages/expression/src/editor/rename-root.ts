import type { ReferenceKind } from '../ast.ts';
import type { Range } from '../problem.ts';
import { fieldsUsed } from './fields-used.ts';
import { writeName, writeString } from './write-text.ts';

/**
 * Rewrites a text after an event, data source, action or segment was renamed; everything else stays as it is written,
 * layout included. A text that does not use `from` comes back unchanged. A text with syntax problems is rewritten where it
 * could be read.
 */
export function renameRoot(text: string, kind: ReferenceKind | 'segment', from: string, to: string): string {
  const written = kind === 'segment' ? writeString(to) : writeName(to);
  const ranges = fieldsUsed(text)
    .filter((use) => use.kind === kind && use.root.text === from)
    .map((use) => use.root.range);
  return replaceRanges(text, ranges, written);
}

/** A field group is known by the data source it belongs to. */
export function renameGroup(text: string, source: string, from: string, to: string): string {
  const ranges = fieldsUsed(text).flatMap((use) =>
    use.kind === 'data' && use.root.text === source && use.group?.text === from ? [use.group.range] : [],
  );
  return replaceRanges(text, ranges, writeName(to));
}

function replaceRanges(text: string, ranges: readonly Range[], replacement: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const range of ranges) {
    pieces.push(text.slice(end, range.start), replacement);
    end = range.end;
  }
  return pieces.join('') + text.slice(end);
}
