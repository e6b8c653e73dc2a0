import type { Expression } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import { journeyPropertiesRoot } from '../check/journey-properties.ts';
import type { TypeName } from '../type.ts';
import { type Completion, type CompletionList, completion } from './completion.ts';
import { type ExpectedTypes, expectedTypes } from './expected-type.ts';
import {
  groupCompletions,
  propertyCompletions,
  referenceCompletions,
  rootCompletions,
  stepCompletions,
} from './field-completions.ts';
import { literalCompletions } from './literal-completions.ts';
import {
  functionCompletions,
  keywordCompletions,
  loopCompletions,
  openingCompletions,
  type TypedCompletion,
} from './operand-completions.ts';
import { operatorCompletions } from './operator-completions.ts';
import { locate, type Place } from './place.ts';
import { Probe } from './probe.ts';
import { rank } from './rank.ts';
import { keywordHelp, type Language } from './word-help.ts';

export interface CompleteOptions {
  /** The type that the place of use asks of the whole text; what has it ranks first. */
  readonly resultType?: TypeName;
  /** Language of the descriptions; English by default. */
  readonly language?: Language;
}

/**
 * What may be written at `position` (code units from 0), best first. Works on unfinished texts. Loop variables are
 * proposed only inside the conditions where they have a value.
 */
export function complete(
  text: string,
  position: number,
  catalogue: Catalogue,
  options: CompleteOptions = {},
): CompletionList {
  const located = locate(text, position);
  if (located === undefined) return { range: { start: position, end: position }, items: [] };
  const { cursor, place } = located;
  const { items, expected = [] } = new Proposer(text, catalogue, options).propose(place);
  return { range: cursor.range, items: rank(items, cursor.kind === 'sigil' ? '' : cursor.prefix, expected) };
}

interface Proposal {
  readonly items: readonly TypedCompletion[];
  readonly expected?: ExpectedTypes;
}

class Proposer {
  readonly #text: string;
  readonly #catalogue: Catalogue;
  readonly #resultType: TypeName | undefined;
  readonly #language: Language;

  constructor(text: string, catalogue: Catalogue, { resultType, language = 'en' }: CompleteOptions) {
    this.#text = text;
    this.#catalogue = catalogue;
    this.#resultType = resultType;
    this.#language = language;
  }

  propose(place: Place): Proposal {
    switch (place.kind) {
      case 'root':
        return { items: rootCompletions(this.#catalogue, place.of) };
      case 'group':
        return { items: groupCompletions(this.#catalogue.dataSources.get(place.reference.root.text)) };
      case 'step':
        return this.#proposeSteps(place);
      case 'parameter':
        return { items: this.#parameters(place.reference) };
      case 'operand':
        return this.#proposeOperands(place.path);
      case 'string':
        return { items: literalCompletions(place.path, this.#catalogue) };
      case 'option':
        return { items: this.#options(place.of) };
      case 'words':
        return { items: place.words.map((word) => completion('keyword', word)) };
      case 'operator':
        return this.#proposeOperators(place.path);
    }
  }

  #proposeSteps({ node, count, tree }: Extract<Place, { kind: 'step' }>): Proposal {
    const isProperty = node.kind === 'reference' && node.of === 'event' && node.root.text === journeyPropertiesRoot;
    if (isProperty) return { items: count === 0 ? propertyCompletions() : [] };
    const { prefix } = this.#probe(tree, node, count);
    const items = stepCompletions(prefix);
    const isStatusPossible = node.kind === 'reference' && node.of === 'action' && count === 0;
    return { items: isStatusPossible ? [statusCode, ...items] : items };
  }

  #proposeOperands(path: readonly Expression[]): Proposal {
    const probe = this.#probe(path[0]!, path.at(-1)!);
    const expected = expectedTypes(path, (node) => probe.types.get(node) ?? 'any', this.#resultType);
    const items = [
      ...literalCompletions(path, this.#catalogue),
      ...loopCompletions(probe.loops),
      ...referenceCompletions(this.#catalogue),
      ...openingCompletions(this.#catalogue),
      ...functionCompletions(this.#language),
      ...keywordCompletions(this.#language),
    ];
    return { items, expected };
  }

  #proposeOperators(path: readonly Expression[]): Proposal {
    const operand = path.at(-1)!;
    const { types } = this.#probe(path[0]!, operand);
    return { items: operatorCompletions(types.get(operand) ?? 'any', this.#language) };
  }

  #parameters({ root, group }: Extract<Place, { kind: 'parameter' }>['reference']): Completion[] {
    const names = this.#catalogue.dataSources.get(root.text)?.get(group?.text ?? '')?.params ?? [];
    return names.map((name) => completion('parameter', name, { insert: `${name}: ` }));
  }

  #options(of: 'event' | 'data' | 'action'): Completion[] {
    const defaultValue = completion('keyword', 'defaultValue', {
      insert: 'defaultValue: ',
      description: keywordHelp.defaultValue[this.#language],
    });
    if (of !== 'data') return [defaultValue];
    const insert = 'params: {}';
    const description = keywordHelp.params[this.#language];
    return [defaultValue, completion('keyword', 'params', { insert, caret: insert.length - 1, description })];
  }

  #probe(tree: Expression, target: Expression, stepCount?: number): Probe {
    const probe = new Probe(this.#text, this.#catalogue, target, stepCount);
    probe.check(tree);
    return probe;
  }
}

const statusCode = completion('field', 'jo_status_code', { type: 'string', detail: 'string' });
