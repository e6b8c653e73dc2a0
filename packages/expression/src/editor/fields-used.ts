import { type Expression, type Reference, type ReferenceKind, type Step, ungroup } from '../ast.ts';
import { parse } from '../parser.ts';
import type { Range } from '../problem.ts';
import { walk } from './walk.ts';

/** A name that an expression takes from its host, and where in the text it stands (quotes included). */
export interface NameUse {
  readonly text: string;
  readonly range: Range;
}

/** One field reference of a text. */
export interface FieldUse {
  /** `property` is a journey property, `@{JourneyProperties.name}`. */
  readonly kind: ReferenceKind | 'property';
  /** Event, data source or action; `JourneyProperties` for a property. */
  readonly root: NameUse;
  /** The field group; for `data` only. */
  readonly group?: NameUse;
  /** Dotted plain steps behind root and group, up to the first access. */
  readonly path: string;
  readonly range: Range;
}

/** One segment of `inSegment("...")`. */
export interface SegmentUse {
  readonly kind: 'segment';
  readonly root: NameUse;
  readonly range: Range;
}

const propertiesRoot = 'JourneyProperties';

/**
 * What a text reads from its host, in the order of the text, with a range per name, so that a rename or a "used in" list
 * can be made without a catalogue. A text with syntax problems yields what could still be read.
 */
export function fieldsUsed(text: string): readonly (FieldUse | SegmentUse)[] {
  const uses: (FieldUse | SegmentUse)[] = [];
  for (const node of walk(parse(text).root)) {
    const use = node.kind === 'reference' ? useOfReference(node) : useOfSegment(node);
    if (use !== undefined) uses.push(use);
  }
  return uses;
}

function useOfReference(node: Reference): FieldUse {
  const isProperty = node.of === 'event' && node.root.text === propertiesRoot;
  const { root, group } = node;
  return {
    kind: isProperty ? 'property' : node.of,
    root: { text: root.text, range: root.range },
    ...(group === undefined ? {} : { group: { text: group.text, range: group.range } }),
    path: plainPath(node.steps),
    range: node.range,
  };
}

function plainPath(steps: readonly Step[]): string {
  const names: string[] = [];
  for (const step of steps) {
    if (step.kind === 'access') break;
    names.push(step.name.text);
  }
  return names.join('.');
}

function useOfSegment(node: Expression): SegmentUse | undefined {
  if (node.kind !== 'call' || node.name !== 'inSegment' || node.args.length !== 1) return undefined;
  const argument = ungroup(node.args[0]!);
  if (argument.kind !== 'literal' || argument.type !== 'string') return undefined;
  return { kind: 'segment', root: { text: argument.value, range: argument.range }, range: node.range };
}
