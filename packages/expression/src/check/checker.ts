import type { Binary, Expression, LoopVariableName, Test } from '../ast.ts';
import type { Catalogue, FieldSchema } from '../catalogue.ts';
import type { Problem, ProblemCode, Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { checkArithmetic, checkNegative } from './arithmetic.ts';
import { checkCall } from './call.ts';
import type { Checked } from './checked.ts';
import { checkComparison } from './comparison.ts';
import { checkConditional } from './conditional.ts';
import { checkList } from './list.ts';
import { checkLiteral } from './literal.ts';
import { checkLogical, checkNot } from './logical.ts';
import { nearest } from './nearest.ts';
import { NeedsCollector } from './needs.ts';
import { checkTest } from './null-and-kind-tests.ts';
import { checkLoopVariable, checkReference } from './reference.ts';

/** Problems reported for one text; the search for near misses makes more of them costly. */
const maxProblems = 20;

/** Static type of the element that a loop variable stands for. */
export interface ElementType {
  readonly type: TypeName;
  readonly schema?: FieldSchema;
}

/**
 * Names and static types of one tree (section 1.1). It covers the whole tree and goes on after a problem: a node that
 * has one counts as `any`, which fits everywhere, so that one mistake is reported once.
 */
export class Checker {
  readonly text: string;
  readonly catalogue: Catalogue;
  readonly problems: Problem[] = [];
  needs = new NeedsCollector();
  /** Nodes checked so far; the difference over a subtree is what one evaluation of it costs. */
  nodeCount = 0;
  /** Static types by node, for the editor. */
  readonly types = new Map<Expression, TypeName>();
  #loops: Partial<Record<LoopVariableName, ElementType>> = {};

  constructor(text: string, catalogue: Catalogue) {
    this.text = text;
    this.catalogue = catalogue;
  }

  /**
   * Chains of operators lean to the left, thousands deep where the text allows it, so the left spine is walked in a loop
   * and only the other operands by recursion, whose depth the parser bounds.
   */
  check(node: Expression): Checked {
    const spine: (Binary | Test)[] = [];
    let inner = node;
    while (inner.kind === 'binary' || inner.kind === 'test') {
      spine.push(inner);
      inner = inner.kind === 'binary' ? inner.left : inner.operand;
    }
    let checked = this.#finish(inner, this.#dispatch(inner));
    for (const outer of spine.reverse()) {
      const next = outer.kind === 'test' ? checkTest(this, outer, checked) : this.#checkBinary(outer, checked);
      checked = this.#finish(outer, next);
    }
    return checked;
  }

  /** Makes the closure from those of the operands while they are at hand, so that this too needs no deep recursion. */
  #finish(node: Expression, checked: Checked): Checked {
    this.nodeCount++;
    this.types.set(node, checked.type);
    if (this.problems.length > 0) return checked;
    const evaluate = checked.emit();
    return { ...checked, emit: () => evaluate };
  }

  #dispatch(node: Exclude<Expression, Binary | Test>): Checked {
    switch (node.kind) {
      case 'literal':
        return checkLiteral(node);
      case 'list':
        return checkList(this, node);
      case 'unary':
        return node.operator === 'not' ? checkNot(this, node) : checkNegative(this, node);
      case 'conditional':
        return checkConditional(this, node);
      case 'call':
        return checkCall(this, node);
      case 'reference':
        return checkReference(this, node);
      case 'loopVariable':
        return checkLoopVariable(this, node);
      case 'group':
        return this.check(node.inner);
      case 'missing':
        return this.unknown(node);
    }
  }

  #checkBinary(node: Binary, left: Checked): Checked {
    const right = this.check(node.right);
    switch (node.operator) {
      case 'and':
      case 'or':
        return checkLogical(this, node, left, right);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return checkArithmetic(this, node, node.operator, left, right);
      default:
        return checkComparison(this, node, node.operator, left, right);
    }
  }

  /** Checks with one loop variable bound to an element. */
  checkInLoop(node: Expression, variable: LoopVariableName, element: ElementType): Checked {
    const outer = this.#loops;
    this.#loops = { ...outer, [variable]: element };
    const checked = this.check(node);
    this.#loops = outer;
    return checked;
  }

  /** Checks what is evaluated before any loop runs, where no loop variable is known; its needs are collected apart. */
  checkOutsideLoops(node: Expression, needs: NeedsCollector): Checked {
    const [outerLoops, outerNeeds] = [this.#loops, this.needs];
    this.#loops = {};
    this.needs = needs;
    const checked = this.check(node);
    this.#loops = outerLoops;
    this.needs = outerNeeds;
    return checked;
  }

  loopElement(variable: LoopVariableName): ElementType | undefined {
    return this.#loops[variable];
  }

  report(code: ProblemCode, range: Range, message: string, suggestion?: string): void {
    if (this.problems.length >= maxProblems) return;
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    const problem = { code, stage: 'type', range, message: message + hint } as const;
    this.problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  }

  /** Reports a name that is not among `names`, with the nearest of them. */
  reportUnknown(code: ProblemCode, range: Range, what: string, name: string, names: Iterable<string>): void {
    if (this.problems.length >= maxProblems) return;
    this.report(code, range, `there is no ${what} "${name}"`, nearest(name, names));
  }

  /** The outcome for a node that has a problem. */
  unknown(node: Expression): Checked {
    return { node, type: 'any', emit: () => () => null };
  }
}
