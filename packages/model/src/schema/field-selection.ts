import { fieldsOf, leavesOf, type SchemaField } from './field-tree.ts';

/**
 * The leaves that a list of paths selects: naming a field selects everything below it. Paths that the tree does not
 * have select nothing; validation reports them.
 */
export const selectedLeaves = (tree: readonly SchemaField[], paths: readonly string[]): ReadonlySet<string> => {
  const wanted = new Set(paths);
  const chosen = fieldsOf(tree).filter((field) => wanted.has(field.path));
  return new Set(leavesOf(chosen).map((field) => field.path));
};

/** Leaves that the schema makes mandatory: ticked from the start, and never unticked. */
export const mandatoryFields = (tree: readonly SchemaField[]): readonly string[] =>
  leavesOf(tree)
    .filter((field) => field.isRequired)
    .map((field) => field.path);

/** Ticking a node ticks its descendants. Returns leaves in the order of the tree. */
export const tickField = (
  tree: readonly SchemaField[],
  selection: readonly string[],
  path: string,
): readonly string[] => inTreeOrder(tree, selectedLeaves(tree, [...selection, ...mandatoryFields(tree), path]));

/** Unticking a node unticks its descendants, mandatory ones excepted. */
export const untickField = (
  tree: readonly SchemaField[],
  selection: readonly string[],
  path: string,
): readonly string[] => {
  const removed = selectedLeaves(tree, [path]);
  const kept = [...selectedLeaves(tree, selection)].filter((leaf) => !removed.has(leaf));
  return inTreeOrder(tree, new Set([...kept, ...mandatoryFields(tree)]));
};

/** What the picker shows: fields whose name or display name contains the search, with their ancestors. */
export const filterFields = (
  tree: readonly SchemaField[],
  filter: { readonly search?: string; readonly selectedOnly?: readonly string[] },
): readonly SchemaField[] => {
  const search = (filter.search ?? '').toLowerCase();
  const selected = filter.selectedOnly === undefined ? null : selectedLeaves(tree, filter.selectedOnly);
  const keep = (field: SchemaField): readonly SchemaField[] => {
    const children = field.children.flatMap(keep);
    if (children.length > 0) return [{ ...field, children }];
    const isShown = field.displayName.toLowerCase().includes(search);
    const isLeafShown = selected === null ? isShown : isShown && selected.has(field.path);
    return isLeafShown ? [{ ...field, children }] : [];
  };
  return tree.flatMap(keep);
};

const inTreeOrder = (tree: readonly SchemaField[], chosen: ReadonlySet<string>): readonly string[] =>
  leavesOf(tree)
    .map((field) => field.path)
    .filter((path) => chosen.has(path));
