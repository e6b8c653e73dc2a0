import type { Expression, Step } from '../ast.ts';

/** The expressions directly under a node, in the order of the text. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'unary':
    case 'test':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'call':
      return node.args;
    case 'group':
      return [node.inner];
    case 'reference':
      return [...argumentsOf(node.steps), ...optionsOf(node)];
    case 'loopVariable':
      return argumentsOf(node.steps);
    default:
      return [];
  }
}

/** Every expression of the tree, parents before children, in the order of the text. */
export function* walk(node: Expression): Generator<Expression> {
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) pending.push(children[index]!);
  }
}

function argumentsOf(steps: readonly Step[]): Expression[] {
  return steps.flatMap((step) => (step.kind === 'access' && step.argument !== undefined ? [step.argument] : []));
}

function optionsOf(node: Extract<Expression, { kind: 'reference' }>): Expression[] {
  const values = [...(node.params ?? []).map(({ value }) => value)];
  if (node.defaultValue !== undefined) values.push(node.defaultValue);
  return values.sort((a, b) => a.range.start - b.range.start);
}
