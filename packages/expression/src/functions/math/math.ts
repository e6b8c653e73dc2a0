import { integerFromWhole } from '../../values/integer.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';

export const mathFunctions: readonly FunctionDefinition[] = [
  define('math', 'random', {
    description: {
      en: 'A random decimal, at least 0 and below 1.',
      fr: 'Un décimal aléatoire, au moins 0 et inférieur à 1.',
    },
    example: { expression: 'random() < 1', result: true },
    signatures: [signature([], 'decimal', (frame) => frame.scope.random())],
  }),
  define('math', 'round', {
    description: {
      en: 'The nearest integer; a tie goes up, toward positive infinity.',
      fr: "L'entier le plus proche ; à égale distance, le plus grand des deux.",
    },
    example: { expression: 'round(6.5)', result: 7 },
    signatures: [
      signature(['number: integer'], 'integer', (number) => number),
      signature(['number: decimal'], 'integer', (number) => integerFromWhole(Math.round(number))),
    ],
  }),
];
