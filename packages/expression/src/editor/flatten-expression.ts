import { type Expression, type LoopVariable, openerOf, type Reference, type Step } from '../ast.ts';
import { writeName, writeString } from './write-text.ts';

/** The expression on one line. `text` is what the tree was parsed from: numbers keep the digits their author wrote. */
export function flattenExpression(node: Expression, text: string): string {
  return new Flattener(text).write(node);
}

/** Remembers the line of every node, because the layout asks for those of nested nodes again and again. */
export class Flattener {
  readonly #text: string;
  readonly #lines = new Map<Expression, string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Chains of operators lean to the left, thousands deep, so their left sides are written first, innermost first. */
  write(node: Expression): string {
    const pending: Expression[] = [];
    for (let next: Expression | undefined = node; next && !this.#lines.has(next); next = leftOf(next))
      pending.push(next);
    for (const next of pending.reverse()) this.#lines.set(next, this.#writeNode(next));
    return this.#lines.get(node)!;
  }

  writeAll(nodes: readonly Expression[]): string {
    return nodes.map((node) => this.write(node)).join(', ');
  }

  /** Root, group and the parts behind the steps, so that a layout can put steps of its own in between. */
  writeReferenceHead(node: Reference): string {
    const group = node.group === undefined ? '' : `.${this.#writeName(node.group.text, node.group.isQuoted)}`;
    return `${openerOf[node.of]}${this.#writeName(node.root.text, node.root.isQuoted)}${group}`;
  }

  writeOptions(node: Reference): string {
    const params = node.params?.map(
      ({ name, value }) => `${this.#writeName(name.text, name.isQuoted)}: ${this.write(value)}`,
    );
    const paramsText = params === undefined ? '' : `, params: {${params.join(', ')}}`;
    return node.defaultValue === undefined
      ? paramsText
      : `${paramsText}, defaultValue: ${this.write(node.defaultValue)}`;
  }

  writeStep(step: Step): string {
    if (step.kind === 'field') return `.${this.#writeName(step.name.text, step.name.isQuoted)}`;
    return `.${step.access}(${step.argument === undefined ? '' : this.write(step.argument)})`;
  }

  #writeNode(node: Expression): string {
    switch (node.kind) {
      case 'literal':
        return node.type === 'string' ? writeString(node.value) : this.#text.slice(node.range.start, node.range.end);
      case 'list':
        return `[${this.writeAll(node.items)}]`;
      case 'unary':
        return `${node.operator === 'not' ? 'not ' : '-'}${this.write(node.operand)}`;
      case 'binary':
        return `${this.write(node.left)} ${node.operator} ${this.write(node.right)}`;
      case 'test':
        return `${this.write(node.operand)} ${node.test}`;
      case 'conditional':
        return `if (${this.write(node.condition)}) then (${this.write(node.whenTrue)}) else (${this.write(node.whenFalse)})`;
      case 'call':
        return `${node.name}(${this.writeAll(node.args)})`;
      case 'group':
        return `(${this.write(node.inner)})`;
      case 'reference':
        return `${this.writeReferenceHead(node)}${this.#writeSteps(node)}${this.writeOptions(node)}}`;
      case 'loopVariable':
        return node.name + this.#writeSteps(node);
      case 'missing':
        return '';
    }
  }

  #writeSteps(node: Reference | LoopVariable): string {
    return node.steps.map((step) => this.writeStep(step)).join('');
  }

  /** Quotes that the author wrote stay: they may be there to keep a word from being read as an access. */
  #writeName(name: string, isQuoted: boolean): string {
    return isQuoted ? writeString(name, "'") : writeName(name);
  }
}

function leftOf(node: Expression): Expression | undefined {
  if (node.kind === 'binary') return node.left;
  return node.kind === 'test' ? node.operand : undefined;
}
