import { Fault } from '../../fault.ts';
import { daysInMonth } from '../../values/date-text.ts';
import { DateTime, plainOf, withOffset } from '../../values/date-time.ts';
import type { Integer } from '../../values/integer.ts';
import { offsetAt } from '../../values/zone.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';

export const dateFieldFunctions: readonly FunctionDefinition[] = [
  define('date', 'setHours', {
    description: {
      en: 'The date with its hour (0 to 23) replaced, at its own offset.',
      fr: "La date dont l'heure (0 à 23) est remplacée, à son propre décalage.",
    },
    example: {
      expression: 'setHours(toDateTime("2024-05-01T09:15:00+02:00"), 18)',
      result: { type: 'dateTime', value: '2024-05-01T18:15:00+02:00' },
    },
    signatures: [
      signature(['value: dateTime', 'hour: integer'], 'dateTime', (value, hour) =>
        shift(value, (checkHour(hour) - plainOf(value).hour) * 3_600_000),
      ),
      signature(['value: dateTimeOnly', 'hour: integer'], 'dateTimeOnly', (value, hour) =>
        value.with({ hour: checkHour(hour) }),
      ),
    ],
  }),
  define('date', 'setDays', {
    description: {
      en: 'The date with its day of the month replaced, at its own offset. A day that the month lacks is an error.',
      fr: "La date dont le jour du mois est remplacé, à son propre décalage. Un jour que le mois n'a pas est une erreur.",
    },
    example: {
      expression: 'setDays(toDateTimeOnly("2024-05-17T09:15:00"), 2)',
      result: { type: 'dateTimeOnly', value: '2024-05-02T09:15:00' },
    },
    signatures: [
      signature(['value: dateTime', 'day: integer'], 'dateTime', (value, day) => {
        const plain = plainOf(value);
        return shift(value, (checkDay(day, plain) - plain.day) * 86_400_000);
      }),
      signature(['value: dateTimeOnly', 'day: integer'], 'dateTimeOnly', (value, day) =>
        value.with({ day: checkDay(day, value) }),
      ),
    ],
  }),
  define('date', 'updateTimeZone', {
    description: {
      en: 'The same instant at the offset of a time zone.',
      fr: "Le même instant au décalage d'un fuseau horaire.",
    },
    example: {
      expression: 'updateTimeZone(@{FerryBoarded.boardedAt}, "Asia/Tokyo")',
      result: { type: 'dateTime', value: '2024-03-15T17:00:00+09:00' },
    },
    signatures: [
      signature(['value: dateTime', 'zone: string (zone)'], 'dateTime', (value, zone) =>
        withOffset(value, offsetAt(zone, value.epochMs)),
      ),
    ],
  }),
];

/** The offset stays, so a move of the wall clock is the same move of the instant. */
function shift(value: DateTime, ms: number): DateTime {
  return new DateTime(value.epochMs + ms, value.nanos, value.offsetSeconds);
}

function checkHour(hour: Integer): number {
  if (typeof hour === 'number' && hour >= 0 && hour <= 23) return hour;
  throw new Fault('EXPR_IMPOSSIBLE_DATE', `${hour} is no hour; hours run from 0 to 23`);
}

function checkDay(day: Integer, { year, month }: Temporal.PlainDateTime): number {
  const last = daysInMonth(year, month);
  if (typeof day === 'number' && day >= 1 && day <= last) return day;
  throw new Fault('EXPR_IMPOSSIBLE_DATE', `${day} is no day of that month, which has ${last}`);
}
