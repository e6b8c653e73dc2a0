import type { AccessName, Expression, LoopVariable, Name, Reference, Step } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import { journeyPropertiesRoot, journeyPropertyType } from '../check/journey-properties.ts';
import { findFunction } from '../functions/table.ts';
import { scanToken } from '../lexer.ts';
import { parse } from '../parser.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { nodeAt } from './node-at.ts';
import { Probe } from './probe.ts';
import {
  accessHelp,
  constantHelp,
  dateHelp,
  keywordHelp,
  type Language,
  loopVariableHelp,
  operatorHelp,
} from './word-help.ts';

/** What a popup says about the part of a text under the pointer. */
export interface Hover {
  readonly range: Range;
  /** The part as written, or the path to the field. */
  readonly label: string;
  readonly type?: TypeName;
  /** Friendly name of a field. */
  readonly title?: string;
  readonly description?: string;
  /** Signatures of a function. */
  readonly forms?: readonly string[];
  /** An expression that shows a function at work. */
  readonly example?: string;
}

/** Explains the name, function, operator or word at `position`; null where there is nothing to say. */
export function hover(text: string, position: number, catalogue: Catalogue, language: Language = 'en'): Hover | null {
  const { root } = parse(text);
  const node = nodeAt(root, position);
  if (node === undefined) return null;
  return new Explainer(text, root, catalogue, language).explain(node, position);
}

class Explainer {
  readonly #text: string;
  readonly #root: Expression;
  readonly #catalogue: Catalogue;
  readonly #language: Language;

  constructor(text: string, root: Expression, catalogue: Catalogue, language: Language) {
    this.#text = text;
    this.#root = root;
    this.#catalogue = catalogue;
    this.#language = language;
  }

  explain(node: Expression, position: number): Hover | null {
    switch (node.kind) {
      case 'reference':
        return this.#explainReference(node, position);
      case 'loopVariable':
        return this.#explainLoopVariable(node, position);
      case 'call':
        return contains(node.nameRange, position) ? this.#explainFunction(node.name, node.nameRange) : null;
      case 'literal':
        return this.#explainLiteral(node);
      default:
        return this.#explainWord(node, position);
    }
  }

  #explainReference(node: Reference, position: number): Hover | null {
    const names = node.group === undefined ? [node.root] : [node.root, node.group];
    const index = names.findIndex(({ range }) => contains(range, position));
    if (index !== -1) return this.#explainRoot(node, names.slice(0, index + 1));
    return this.#explainSteps(node, names, position) ?? this.#explainWord(node, position);
  }

  #explainRoot(node: Reference, names: readonly Name[]): Hover {
    const { range } = names.at(-1)!;
    const { title } = (names.length === 2 ? this.#groupSchema(node) : this.#rootSchema(node)) ?? {};
    return withoutGaps({ range, label: names.map(({ text }) => text).join('.'), title });
  }

  #rootSchema({ of, root }: Reference) {
    const { events, actions } = this.#catalogue;
    if (of === 'data') return undefined;
    return of === 'event' ? events.get(root.text) : actions.get(root.text);
  }

  #groupSchema({ root, group }: Reference) {
    return this.#catalogue.dataSources.get(root.text)?.get(group?.text ?? '')?.schema;
  }

  #explainLoopVariable(node: LoopVariable, position: number): Hover | null {
    if (!contains(node.nameRange, position)) return this.#explainSteps(node, [], position);
    const { type } = this.#prefix(node, 0);
    const description = loopVariableHelp[node.name][this.#language];
    return { range: node.nameRange, label: node.name, type, description };
  }

  #explainSteps(node: Reference | LoopVariable, names: readonly Name[], position: number): Hover | null {
    const index = node.steps.findIndex((step) => contains(nameRange(step), position));
    const step = node.steps[index];
    if (step === undefined) return null;
    const range = nameRange(step);
    const { type, schema } = this.#typeOfSteps(node, index + 1);
    if (step.kind === 'access') return { range, label: step.access, type, description: this.#accessText(step.access) };
    const label = [...names.map(({ text }) => text), ...node.steps.slice(0, index + 1).map(stepName)].join('.');
    return withoutGaps({ range, label, type, title: schema?.title });
  }

  #typeOfSteps(node: Reference | LoopVariable, count: number) {
    const isProperty = node.kind === 'reference' && node.of === 'event' && node.root.text === journeyPropertiesRoot;
    const [first] = node.steps;
    if (isProperty && count === 1 && first?.kind === 'field')
      return { type: journeyPropertyType(first.name.text), schema: undefined };
    return this.#prefix(node, count);
  }

  #prefix(node: Reference | LoopVariable, stepCount: number) {
    const probe = new Probe(this.#text, this.#catalogue, node, stepCount);
    probe.check(this.#root);
    return probe.prefix;
  }

  #accessText(access: AccessName): string {
    return accessHelp[access][this.#language];
  }

  #explainFunction(name: string, range: Range): Hover | null {
    if (name === 'date') {
      const { forms, description, example } = dateHelp;
      return { range, label: name, forms, description: description[this.#language], example };
    }
    const definition = findFunction(name);
    if (definition === undefined) return null;
    const { forms, description, example } = definition;
    return { range, label: name, forms, description: description[this.#language], example: example.expression };
  }

  #explainLiteral(node: Extract<Expression, { kind: 'literal' }>): Hover {
    const { range, type } = node;
    const label = this.#text.slice(range.start, range.end);
    return withoutGaps({ range, label, type, description: textOf(constantHelp, label)?.[this.#language] });
  }

  /** Operators and keywords stand between the nodes: the token itself tells which. */
  #explainWord(node: Expression, position: number): Hover | null {
    let token = scanToken(this.#text, node.range.start);
    while (token.end <= position && token.kind !== 'end') token = scanToken(this.#text, token.end);
    const range = { start: token.start, end: token.end };
    const label = this.#text.slice(range.start, range.end);
    const description = textOf(operatorHelp, label) ?? textOf(keywordHelp, label);
    return contains(range, position) && description ? { range, label, description: description[this.#language] } : null;
  }
}

function contains({ start, end }: Range, position: number): boolean {
  return start <= position && position < end;
}

function nameRange(step: Step): Range {
  return step.kind === 'field' ? step.name.range : step.nameRange;
}

function stepName(step: Step): string {
  return step.kind === 'field' ? step.name.text : `${step.access}()`;
}

function textOf<T>(texts: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}

/** Leaves out what is not known, so that a popup shows no empty line. */
function withoutGaps(hover: { [K in keyof Hover]: Hover[K] | undefined } & Pick<Hover, 'range' | 'label'>): Hover {
  return Object.fromEntries(Object.entries(hover).filter(([, value]) => value !== undefined)) as unknown as Hover;
}
