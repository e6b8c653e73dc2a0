import { nowOf } from '../../frame.ts';
import { withOffset } from '../../values/date-time.ts';
import { offsetAt } from '../../values/zone.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';
import { addUnits } from './delta.ts';

export const clockFunctions: readonly FunctionDefinition[] = [
  define('date', 'now', {
    description: {
      en: 'The current instant in UTC, or at the offset of a time zone.',
      fr: "L'instant présent en UTC, ou au décalage d'un fuseau horaire.",
    },
    example: {
      expression: 'now("Asia/Tokyo")',
      result: { type: 'dateTime', value: '2024-03-15T19:20:30.500+09:00' },
    },
    signatures: [
      signature([], 'dateTime', nowOf),
      signature(['zone: string (constant zone)'], 'dateTime', (zone, frame) => {
        const now = nowOf(frame);
        return withOffset(now, offsetAt(zone, now.epochMs));
      }),
    ],
  }),
  define('date', 'nowWithDelta', {
    description: {
      en: 'Now plus a number of years, months, days, hours, minutes or seconds; the number may be negative.',
      fr: "L'instant présent plus un nombre d'années, de mois, de jours, d'heures, de minutes ou de secondes (years, months, days, hours, minutes, seconds) ; le nombre peut être négatif.",
    },
    example: {
      expression: 'nowWithDelta(3, "days")',
      result: { type: 'dateTime', value: '2024-03-18T10:20:30.500Z' },
    },
    signatures: [
      signature(['count: integer', 'unit: string (unit)'], 'dateTime', (count, unit, frame) =>
        addUnits(nowOf(frame), count, unit, 'UTC'),
      ),
      signature(
        ['count: integer', 'unit: string (unit)', 'zone: string (constant zone)'],
        'dateTime',
        (count, unit, zone, frame) => addUnits(nowOf(frame), count, unit, zone),
      ),
    ],
  }),
  define('date', 'currentTimeInMillis', {
    description: {
      en: 'The current instant as milliseconds since 1970-01-01 UTC.',
      fr: "L'instant présent en millisecondes depuis le 1970-01-01 UTC.",
    },
    example: { expression: 'currentTimeInMillis()', result: 1710498030500 },
    signatures: [signature([], 'integer', (frame) => nowOf(frame).epochMs)],
  }),
];
