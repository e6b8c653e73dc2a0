import { boundedText, charge, type Frame } from '../../frame.ts';
import { matchesOf, matchesPart, patternOf } from '../../values/pattern.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';

export const patternFunctions: readonly FunctionDefinition[] = [
  define('string', 'matchRegExp', {
    description: {
      en: 'True when some part of the text matches the regular expression; use ^ and $ to demand the whole.',
      fr: "Vrai quand une partie du texte correspond à l'expression régulière ; ^ et $ exigent le texte entier.",
    },
    example: { expression: 'matchRegExp("deck-42", "[0-9]+$")', result: true },
    signatures: [
      signature(['text: string', 'pattern: string'], 'boolean', (text, pattern, frame) =>
        matchesPart(patternOf(pattern, frame), text, frame),
      ),
    ],
  }),
  define('string', 'replace', {
    description: {
      en: 'The text with the first match of the regular expression replaced. The new text is taken literally.',
      fr: "Le texte dont la première correspondance de l'expression régulière est remplacée. Le nouveau texte est pris tel quel.",
    },
    example: { expression: 'replace("a.b.c", "\\\\.", "-")', result: 'a-b.c' },
    signatures: [
      signature(['text: string', 'pattern: string', 'replacement: string'], 'string', (text, pattern, by, frame) =>
        replaceMatches(text, pattern, by, 1, frame),
      ),
    ],
  }),
  define('string', 'replaceAll', {
    description: {
      en: 'The text with every match of the regular expression replaced. The new text is taken literally.',
      fr: "Le texte dont chaque correspondance de l'expression régulière est remplacée. Le nouveau texte est pris tel quel.",
    },
    example: { expression: 'replaceAll("a.b.c", "\\\\.", "-")', result: 'a-b-c' },
    signatures: [
      signature(['text: string', 'pattern: string', 'replacement: string'], 'string', (text, pattern, by, frame) =>
        replaceMatches(text, pattern, by, Number.POSITIVE_INFINITY, frame),
      ),
    ],
  }),
  define('string', 'split', {
    description: {
      en: 'Cuts the text, or every text of a list, at each match of the regular expression; empty items at the end are dropped.',
      fr: "Découpe le texte, ou chaque texte d'une liste, à chaque correspondance de l'expression régulière ; les éléments vides de la fin sont retirés.",
    },
    example: { expression: 'split("a1b22c", "[0-9]+")', result: ['a', 'b', 'c'] },
    signatures: [
      signature(['text: string', 'pattern: string'], 'listString', splitText),
      signature(['texts: listString', 'pattern: string'], 'listString', (texts, pattern, frame) =>
        texts.flatMap((text) => (text === null ? [null] : splitText(text, pattern, frame))),
      ),
    ],
  }),
];

function replaceMatches(text: string, pattern: string, by: string, count: number, frame: Frame): string {
  let result = '';
  let from = 0;
  let left = count;
  for (const { start, end } of matchesOf(patternOf(pattern, frame), text, frame)) {
    result = boundedText(result + text.slice(from, start) + by);
    from = end;
    left -= 1;
    if (left === 0) break;
  }
  return boundedText(result + text.slice(from));
}

/** As in Java: an empty match at the start cuts nothing, trailing empty items are dropped, no match gives one item. */
function splitText(text: string, pattern: string, frame: Frame): string[] {
  charge(frame, 1);
  const items: string[] = [];
  let from = 0;
  for (const { start, end } of matchesOf(patternOf(pattern, frame), text, frame)) {
    if (end === 0) continue;
    items.push(text.slice(from, start));
    from = end;
  }
  if (items.length === 0) return [text];
  items.push(text.slice(from));
  while (items.at(-1) === '') items.pop();
  return items;
}
