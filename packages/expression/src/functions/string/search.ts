import { chargeText, type Frame } from '../../frame.ts';
import { define, type FunctionDefinition, nullable, signature } from '../definition.ts';

/** Locale-free folding: capital letters first, so that letters with two small forms agree. */
function fold(text: string, frame: Frame): string {
  chargeText(frame, text);
  return text.toUpperCase().toLowerCase();
}

type TextTest = (text: string, part: string) => boolean;

function testSignature(test: TextTest) {
  return signature(['text: string', 'part: string'], 'boolean', (text, part, frame) => {
    chargeText(frame, text);
    return test(text, part);
  });
}

function foldedTestSignature(test: TextTest) {
  return signature(['text: string', 'part: string'], 'boolean', (text, part, frame) =>
    test(fold(text, frame), fold(part, frame)),
  );
}

const contains: TextTest = (text, part) => text.includes(part);
const startsWith: TextTest = (text, part) => text.startsWith(part);
const endsWith: TextTest = (text, part) => text.endsWith(part);

export const searchFunctions: readonly FunctionDefinition[] = [
  define('string', 'contain', {
    description: {
      en: 'True when the second text occurs in the first.',
      fr: 'Vrai quand le second texte figure dans le premier.',
    },
    example: { expression: 'contain("lighthouse", "house")', result: true },
    signatures: [testSignature(contains)],
  }),
  define('string', 'containIgnoreCase', {
    description: {
      en: 'True when the second text occurs in the first, ignoring case.',
      fr: 'Vrai quand le second texte figure dans le premier, sans tenir compte de la casse.',
    },
    example: { expression: 'containIgnoreCase("lighthouse", "HOUSE")', result: true },
    signatures: [foldedTestSignature(contains)],
  }),
  define('string', 'startWith', {
    description: {
      en: 'True when the first text begins with the second.',
      fr: 'Vrai quand le premier texte commence par le second.',
    },
    example: { expression: 'startWith("harbour", "har")', result: true },
    signatures: [testSignature(startsWith)],
  }),
  define('string', 'startWithIgnoreCase', {
    description: {
      en: 'True when the first text begins with the second, ignoring case.',
      fr: 'Vrai quand le premier texte commence par le second, sans tenir compte de la casse.',
    },
    example: { expression: 'startWithIgnoreCase("harbour", "HAR")', result: true },
    signatures: [foldedTestSignature(startsWith)],
  }),
  define('string', 'endWith', {
    description: {
      en: 'True when the first text ends with the second.',
      fr: 'Vrai quand le premier texte finit par le second.',
    },
    example: { expression: 'endWith("harbour", "har")', result: false },
    signatures: [testSignature(endsWith)],
  }),
  define('string', 'endWithIgnoreCase', {
    description: {
      en: 'True when the first text ends with the second, ignoring case.',
      fr: 'Vrai quand le premier texte finit par le second, sans tenir compte de la casse.',
    },
    example: { expression: 'endWithIgnoreCase("harbour", "OUR")', result: true },
    signatures: [foldedTestSignature(endsWith)],
  }),
  define('string', 'equalIgnoreCase', {
    description: {
      en: 'True when both texts are equal, ignoring case. Null equals only null.',
      fr: 'Vrai quand les deux textes sont égaux, sans tenir compte de la casse. Null égale seulement null.',
    },
    example: { expression: 'equalIgnoreCase("Bastia", "BASTIA")', result: true },
    signatures: [nullable(['first: string', 'second: string'], 'boolean', equalIgnoringCase)],
  }),
  define('string', 'notEqualIgnoreCase', {
    description: {
      en: 'True when the texts differ, ignoring case. The negation of equalIgnoreCase.',
      fr: "Vrai quand les textes diffèrent, sans tenir compte de la casse. L'inverse de equalIgnoreCase.",
    },
    example: { expression: 'notEqualIgnoreCase("Bastia", "BASTIA")', result: false },
    signatures: [
      nullable(['first: string', 'second: string'], 'boolean', (a, b, frame) => !equalIgnoringCase(a, b, frame)),
    ],
  }),
  define('string', 'indexOf', {
    description: {
      en: 'Position of the first occurrence of the second text in the first, from 0; -1 when there is none.',
      fr: 'Position de la première occurrence du second texte dans le premier, à partir de 0 ; -1 si absent.',
    },
    example: { expression: 'indexOf("banana", "an")', result: 1 },
    signatures: [
      signature(['text: string', 'part: string'], 'integer', (text, part, frame) => {
        chargeText(frame, text);
        return text.indexOf(part);
      }),
    ],
  }),
  define('string', 'lastIndexOf', {
    description: {
      en: 'Position of the last occurrence of the second text in the first, from 0; -1 when there is none.',
      fr: 'Position de la dernière occurrence du second texte dans le premier, à partir de 0 ; -1 si absent.',
    },
    example: { expression: 'lastIndexOf("banana", "an")', result: 3 },
    signatures: [
      signature(['text: string', 'part: string'], 'integer', (text, part, frame) => {
        chargeText(frame, text);
        return text.lastIndexOf(part);
      }),
    ],
  }),
];

function equalIgnoringCase(a: string | null, b: string | null, frame: Frame): boolean {
  return a === null || b === null ? a === b : fold(a, frame) === fold(b, frame);
}
