import { authoringRules, type Problem } from '../authoring-error.ts';
import type { JourneyBundle } from './journey-bundle.ts';

/** Objects of one kind that share a name or an id: the document would not say which of them is meant. */
export function findDuplicates(bundle: JourneyBundle): readonly Problem[] {
  return (['schemas', 'events', 'dataSources', 'actions'] as const).flatMap((list) => [
    ...repeated(bundle[list].map(({ id }) => id)).map((index) => toProblem(`${list}.${index}.id`)),
    ...repeated(bundle[list].map(({ body }) => body.name)).map((index) => toProblem(`${list}.${index}.body.name`)),
  ]);
}

/** Positions of texts that occur before. */
function repeated(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text, index) => (texts.indexOf(text) < index ? [index] : []));
}

function toProblem(path: string): Problem {
  return { path, code: 'AUTHORING_DUPLICATE', message: authoringRules.AUTHORING_DUPLICATE };
}
