import { Fault, show } from '../../fault.ts';
import { decimalFromText, decimalText } from '../../values/decimal.ts';
import { type Integer, integerFromText, integerFromWhole } from '../../values/integer.ts';
import { textOf } from '../../values/text.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';

function toInteger(text: string): Integer {
  const value = integerFromText(text);
  if (value === undefined) throw new Fault('EXPR_MALFORMED_VALUE', `${show(text)} is no integer`);
  return value;
}

function toDecimal(text: string): number {
  const value = decimalFromText(text);
  if (value === undefined) throw new Fault('EXPR_MALFORMED_VALUE', `${show(text)} is no decimal`);
  return value;
}

export const conversionFunctions: readonly FunctionDefinition[] = [
  define('conversion', 'toBool', {
    description: {
      en: 'Text: true only for exactly "true". Number: true unless zero.',
      fr: 'Texte : vrai seulement pour exactement "true". Nombre : vrai sauf zéro.',
    },
    example: { expression: 'toBool(-2)', result: true },
    signatures: [
      signature(['value: string'], 'boolean', (text) => text === 'true'),
      signature(['value: integer'], 'boolean', (number) => number !== 0),
      signature(['value: decimal'], 'boolean', (number) => number !== 0),
      signature(['value: boolean'], 'boolean', (value) => value),
    ],
  }),
  define('conversion', 'toInteger', {
    description: {
      en: 'Text of a sign and digits; a decimal cut toward zero; true as 1, false as 0; a dateTime as epoch milliseconds.',
      fr: "Un texte fait d'un signe et de chiffres ; un décimal tronqué ; vrai donne 1, faux 0 ; une date-heure en millisecondes.",
    },
    example: { expression: 'toInteger(7.9)', result: 7 },
    signatures: [
      signature(['value: string'], 'integer', toInteger),
      signature(['value: integer'], 'integer', (number) => number),
      signature(['value: decimal'], 'integer', (number) => integerFromWhole(Math.trunc(number))),
      signature(['value: boolean'], 'integer', Number),
      signature(['value: dateTime'], 'integer', ({ epochMs }) => epochMs),
    ],
  }),
  define('conversion', 'toDecimal', {
    description: {
      en: 'As toInteger; text may hold a fraction and an exponent.',
      fr: 'Comme toInteger ; le texte peut avoir une partie décimale et un exposant.',
    },
    example: { expression: 'toDecimal("2.75")', result: 2.75 },
    signatures: [
      signature(['value: string'], 'decimal', toDecimal),
      signature(['value: integer'], 'decimal', Number),
      signature(['value: decimal'], 'decimal', (number) => number),
      signature(['value: boolean'], 'decimal', Number),
      signature(['value: dateTime'], 'decimal', ({ epochMs }) => epochMs),
    ],
  }),
  define('conversion', 'toString', {
    description: {
      en: 'The value as text: decimals with ".0" when whole, dateTimes in UTC, durations as milliseconds.',
      fr: 'La valeur en texte : décimaux avec ".0" si entiers, dates-heures en UTC, durées en millisecondes.',
    },
    example: { expression: 'toString(6.0)', result: '6.0' },
    signatures: [
      signature(['value: string'], 'string', (text) => text),
      signature(['value: integer'], 'string', String),
      signature(['value: decimal'], 'string', decimalText),
      signature(['value: boolean'], 'string', String),
      signature(['value: dateTime'], 'string', textOf),
      signature(['value: dateTimeOnly'], 'string', textOf),
      signature(['value: dateOnly'], 'string', textOf),
      signature(['value: duration'], 'string', textOf),
    ],
  }),
];
