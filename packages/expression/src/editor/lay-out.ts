import type {
  Binary,
  Call,
  Conditional,
  Expression,
  ListLiteral,
  LoopVariable,
  Reference,
  Step,
  Test,
} from '../ast.ts';
import { Flattener } from './flatten-expression.ts';

/** Code units a line should not pass; a name or text that is longer by itself is left whole. */
const lineWidth = 100;
const indentWidth = 2;

/** The expression over as many lines as it needs. */
export function layOut(node: Expression, text: string): string {
  return new Layout(new Flattener(text)).place(node, 0, 0);
}

/** `indent` is where a new line starts, `column` where the node starts. */
class Layout {
  readonly #flat: Flattener;

  constructor(flat: Flattener) {
    this.#flat = flat;
  }

  place(node: Expression, indent: number, column: number): string {
    const line = this.#flat.write(node);
    return column + line.length <= lineWidth ? line : this.#breakUp(node, line, indent, column);
  }

  #breakUp(node: Expression, line: string, indent: number, column: number): string {
    switch (node.kind) {
      case 'binary':
        return this.#breakBinary(node, indent, column);
      case 'group':
        return this.#enclose('(', node.inner, ')', indent);
      case 'conditional':
        return this.#breakConditional(node, indent);
      case 'call':
        return this.#breakCall(node, indent);
      case 'list':
        return this.#breakList(node, indent);
      case 'unary': {
        const sign = node.operator === 'not' ? 'not ' : '-';
        return sign + this.place(node.operand, indent, column + sign.length);
      }
      case 'test':
        return this.#breakSpine(node, indent, column);
      case 'reference':
        return this.#breakReference(node, indent);
      case 'loopVariable':
        return node.name + this.#placeSteps(node, indent);
      default:
        return line;
    }
  }

  /** The operands of an `and` or `or` chain stand one to a line, each behind its operator. */
  #breakBinary(node: Binary, indent: number, column: number): string {
    const { operator } = node;
    if (operator !== 'and' && operator !== 'or') return this.#breakSpine(node, indent, column);
    const [first, ...rest] = chainOf(node);
    const lead = `${operator} `;
    const lines = rest.map((operand) => lead + this.place(operand, indent, indent + lead.length));
    return [this.place(first!, indent, column), ...lines].join(newLine(indent));
  }

  /**
   * The operators of a chain other than `and` and `or`, from the innermost out. A right side stays on the line where it
   * fits, else it stands below, indented behind its operator.
   */
  #breakSpine(node: Binary | Test, indent: number, column: number): string {
    const { first, spine } = spineOf(node);
    let placed = this.place(first, indent, column);
    let end = endColumn(placed, column);
    for (const outer of spine) {
      const line = this.#flat.write(outer);
      const isWhole = column + line.length <= lineWidth;
      const added = isWhole ? '' : this.#placeRest(outer, indent, end);
      placed = isWhole ? line : placed + added;
      end = isWhole ? column + line.length : endColumn(added, end);
    }
    return placed;
  }

  #placeRest(node: Binary | Test, indent: number, end: number): string {
    if (node.kind === 'test') return ` ${node.test}`;
    const line = ` ${node.operator} ${this.#flat.write(node.right)}`;
    if (end + line.length <= lineWidth) return line;
    const inner = indent + indentWidth;
    const lead = `${node.operator} `;
    return newLine(inner) + lead + this.place(node.right, inner, inner + lead.length);
  }

  #breakConditional(node: Conditional, indent: number): string {
    const branches = [
      `if ${this.#parenthesise(node.condition, indent, 'if '.length)}`,
      `then ${this.#parenthesise(node.whenTrue, indent, 'then '.length)}`,
      `else ${this.#parenthesise(node.whenFalse, indent, 'else '.length)}`,
    ];
    return branches.join(newLine(indent));
  }

  #parenthesise(node: Expression, indent: number, leadWidth: number): string {
    const line = `(${this.#flat.write(node)})`;
    return indent + leadWidth + line.length <= lineWidth ? line : this.#enclose('(', node, ')', indent);
  }

  #breakCall(node: Call, indent: number): string {
    if (node.args.length === 1) return this.#enclose(`${node.name}(`, node.args[0]!, ')', indent);
    const inner = indent + indentWidth;
    const args = node.args.map((argument) => this.place(argument, inner, inner));
    return `${node.name}(${newLine(inner)}${args.join(`,${newLine(inner)}`)}${newLine(indent)})`;
  }

  /** Items fill the lines, as a list of codes or names is read like running text. */
  #breakList(node: ListLiteral, indent: number): string {
    const inner = indent + indentWidth;
    const lines: string[] = [];
    let current = '';
    for (const item of node.items.map((each) => this.place(each, inner, inner))) {
      if (current !== '' && inner + current.length + item.length + 3 > lineWidth) {
        lines.push(`${current},`);
        current = item;
      } else current = current === '' ? item : `${current}, ${item}`;
    }
    return `[${newLine(inner)}${[...lines, current].join(newLine(inner))}${newLine(indent)}]`;
  }

  #breakReference(node: Reference, indent: number): string {
    return `${this.#flat.writeReferenceHead(node)}${this.#placeSteps(node, indent)}${this.#flat.writeOptions(node)}}`;
  }

  #placeSteps(node: Reference | LoopVariable, indent: number): string {
    return node.steps.map((step) => this.#placeStep(step, indent)).join('');
  }

  /** Only a condition is worth breaking; an index or key is short. */
  #placeStep(step: Step, indent: number): string {
    const line = this.#flat.writeStep(step);
    const isLong = indent + line.length > lineWidth / 2;
    if (step.kind === 'field' || step.argument === undefined || !isLong) return line;
    return this.#enclose(`.${step.access}(`, step.argument, ')', indent);
  }

  #enclose(open: string, node: Expression, close: string, indent: number): string {
    const inner = indent + indentWidth;
    return `${open}${newLine(inner)}${this.place(node, inner, inner)}${newLine(indent)}${close}`;
  }
}

function newLine(indent: number): string {
  return `\n${' '.repeat(indent)}`;
}

/** The operands of a chain of one operator, from left to right: `a and b and c` groups to the left. */
function chainOf(node: Binary): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = node;
  while (left.kind === 'binary' && left.operator === node.operator) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return operands.reverse();
}

/** The operand that a chain of operators starts with, and the operators from the innermost out. */
function spineOf(node: Binary | Test): { first: Expression; spine: (Binary | Test)[] } {
  const spine: (Binary | Test)[] = [];
  let first: Expression = node;
  while (first.kind === 'test' || (first.kind === 'binary' && first.operator !== 'and' && first.operator !== 'or')) {
    spine.push(first);
    first = first.kind === 'test' ? first.operand : first.left;
  }
  return { first, spine: spine.reverse() };
}

/** The column behind a text that starts at a column. */
function endColumn(text: string, start: number): number {
  const lastBreak = text.lastIndexOf('\n');
  return lastBreak === -1 ? start + text.length : text.length - lastBreak - 1;
}
