import { boundedText, charge, chargeText } from '../../frame.ts';
import type { Integer } from '../../values/integer.ts';
import { define, type FunctionDefinition, nullable, signature } from '../definition.ts';

export const stringFunctions: readonly FunctionDefinition[] = [
  define('string', 'concat', {
    description: {
      en: 'Joins two texts, or all texts of a list; null counts as empty text.',
      fr: "Assemble deux textes, ou tous les textes d'une liste ; null compte comme un texte vide.",
    },
    example: { expression: 'concat("port", "side")', result: 'portside' },
    signatures: [
      nullable(['first: string', 'second: string'], 'string', (first, second) =>
        first === null && second === null ? null : boundedText((first ?? '') + (second ?? '')),
      ),
      signature(['texts: listString'], 'string', (texts, frame) => {
        charge(frame, texts.length);
        return boundedText(joinBounded(texts));
      }),
    ],
  }),
  define('string', 'isEmpty', {
    description: {
      en: 'True for null and for text of no characters.',
      fr: 'Vrai pour null et pour un texte sans caractère.',
    },
    example: { expression: 'isEmpty(" ")', result: false },
    signatures: [nullable(['text: string'], 'boolean', (text) => text === null || text === '')],
  }),
  define('string', 'isNotEmpty', {
    description: { en: 'True for text of at least one character.', fr: "Vrai pour un texte d'au moins un caractère." },
    example: { expression: 'isNotEmpty(null)', result: false },
    signatures: [nullable(['text: string'], 'boolean', (text) => text !== null && text !== '')],
  }),
  define('string', 'length', {
    description: { en: 'Number of characters (UTF-16 code units).', fr: 'Nombre de caractères (unités UTF-16).' },
    example: { expression: 'length("anchor")', result: 6 },
    signatures: [signature(['text: string'], 'integer', (text) => text.length)],
  }),
  define('string', 'lower', {
    description: { en: 'The text in small letters.', fr: 'Le texte en minuscules.' },
    example: { expression: 'lower("Mast")', result: 'mast' },
    signatures: [
      signature(['text: string'], 'string', (text, frame) => {
        chargeText(frame, text);
        return boundedText(text.toLowerCase());
      }),
    ],
  }),
  define('string', 'upper', {
    description: { en: 'The text in capital letters.', fr: 'Le texte en majuscules.' },
    example: { expression: 'upper("Mast")', result: 'MAST' },
    signatures: [
      signature(['text: string'], 'string', (text, frame) => {
        chargeText(frame, text);
        return boundedText(text.toUpperCase());
      }),
    ],
  }),
  define('string', 'substr', {
    description: {
      en: 'The part from `begin` (included, counted from 0) to `end` (excluded), or to the end of the text. Positions outside are moved to the nearest end.',
      fr: "La partie de `begin` (compris, compté à partir de 0) à `end` (exclu), ou jusqu'à la fin du texte. Les positions hors du texte sont ramenées à ses bornes.",
    },
    example: { expression: 'substr("captain", 0, 3)', result: 'cap' },
    signatures: [
      signature(['text: string', 'begin: integer'], 'string', (text, begin) => text.slice(clamp(begin, text.length))),
      signature(['text: string', 'begin: integer', 'end: integer'], 'string', (text, begin, end) =>
        text.slice(clamp(begin, text.length), clamp(end, text.length)),
      ),
    ],
  }),
  define('string', 'trim', {
    description: {
      en: 'The text without the spaces and control characters at both ends.',
      fr: 'Le texte sans les espaces et caractères de contrôle à ses deux bouts.',
    },
    example: { expression: 'trim("  mast ")', result: 'mast' },
    signatures: [
      signature(['text: string'], 'string', (text, frame) => {
        chargeText(frame, text);
        return trim(text);
      }),
    ],
  }),
  define('string', 'uuid', {
    description: { en: 'A new random UUID (version 4).', fr: 'Un nouvel UUID aléatoire (version 4).' },
    example: { expression: 'length(uuid())', result: 36 },
    signatures: [signature([], 'string', (frame) => frame.scope.uuid())],
  }),
];

/** Stops as soon as the text is too long, which `boundedText` then reports. */
function joinBounded(texts: readonly (string | null)[]): string {
  let joined = '';
  for (const text of texts) {
    joined += text ?? '';
    boundedText(joined);
  }
  return joined;
}

function clamp(position: Integer, length: number): number {
  return Math.min(Math.max(Number(position), 0), length);
}

/** Java's trim: code units up to U+0020. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
