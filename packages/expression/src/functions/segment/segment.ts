import { define, type FunctionDefinition, signature } from '../definition.ts';

export const segmentFunctions: readonly FunctionDefinition[] = [
  define('segment', 'inSegment', {
    description: {
      en: 'True when the individual is in the named segment (entering or existing). The name is one text in quotes.',
      fr: "Vrai quand l'individu est dans le segment nommé (entrant ou déjà présent). Le nom est un texte entre guillemets.",
    },
    example: { expression: 'inSegment("Frequent riders")', result: true },
    signatures: [
      signature(['name: string (constant)'], 'boolean', (name, frame) => {
        const status = frame.scope.segmentStatus(name);
        return status === 'realized' || status === 'existing';
      }),
    ],
  }),
];
