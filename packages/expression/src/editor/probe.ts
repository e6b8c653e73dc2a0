import type { Expression, LoopVariable, LoopVariableName, Reference } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Checked } from '../check/checked.ts';
import { Checker, type ElementType } from '../check/checker.ts';

const loopVariableNames: readonly LoopVariableName[] = [
  'currentEventField',
  'currentDataPackField',
  'currentActionField',
];

/** A check that stops to look around at one node: which loop variables have a value there, and what they stand for. */
export class Probe extends Checker {
  readonly loops = new Map<LoopVariableName, ElementType>();
  readonly #target: Expression;
  readonly #stepCount: number | undefined;
  /** What the first steps of the target lead to. */
  prefix: ElementType = { type: 'any' };

  constructor(text: string, catalogue: Catalogue, target: Expression, stepCount?: number) {
    super(text, catalogue);
    this.#target = target;
    this.#stepCount = stepCount;
  }

  override check(node: Expression): Checked {
    const first = firstOperand(node);
    if (first === this.#target) this.#lookAround(first);
    return super.check(node);
  }

  #lookAround(node: Expression): void {
    for (const name of loopVariableNames) {
      const element = this.loopElement(name);
      if (element !== undefined) this.loops.set(name, element);
    }
    if (node.kind === 'reference' || node.kind === 'loopVariable') this.#followPrefix(node);
  }

  #followPrefix(node: Reference | LoopVariable): void {
    const steps = node.steps.slice(0, this.#stepCount);
    this.prefix = super.check(
      node.kind === 'loopVariable'
        ? { ...node, steps }
        : { ...node, steps, defaultValue: undefined, params: undefined },
    );
  }
}

/** The checker asks for the operands on the left of a chain of operators without calling `check` for each. */
function firstOperand(node: Expression): Expression {
  let first = node;
  while (first.kind === 'binary' || first.kind === 'test') first = first.kind === 'binary' ? first.left : first.operand;
  return first;
}
