import type { Expression, Reference } from '../ast.ts';
import { flattenExpression } from '../editor/flatten-expression.ts';
import { parse } from '../parser.ts';

/** A field as it is written in a text; empty when it is no reference of plain steps. */
export function fieldText(field: string): string {
  const { root, problems } = parse(field);
  return problems.length === 0 && isPlainReference(root) ? flattenExpression(root, field) : '';
}

/** A reference that can be picked in a schema tree: no collection access, default value or params. */
export function isPlainReference(node: Expression): node is Reference {
  return (
    node.kind === 'reference' &&
    node.defaultValue === undefined &&
    node.params === undefined &&
    node.steps.every((step) => step.kind === 'field')
  );
}
