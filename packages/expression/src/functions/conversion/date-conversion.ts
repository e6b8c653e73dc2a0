import { toDateTime, toPlainDate, toPlainDateTime } from '../../values/conversion.ts';
import { parseDateText } from '../../values/date-text.ts';
import { DateTime, dateTimeFromParts, dateTimeFromPlain, plainOf, withOffset } from '../../values/date-time.ts';
import { Duration, parseDuration } from '../../values/duration.ts';
import { offsetAt } from '../../values/zone.ts';
import { define, type FunctionDefinition, signature } from '../definition.ts';

export const dateConversionFunctions: readonly FunctionDefinition[] = [
  define('conversion', 'toDateOnly', {
    description: {
      en: 'The calendar date as written in the value, in its own offset.',
      fr: 'La date du calendrier telle que la valeur la porte, à son propre décalage.',
    },
    example: {
      expression: 'toDateOnly("2024-02-29T23:15:00+05:00")',
      result: { type: 'dateOnly', value: '2024-02-29' },
    },
    signatures: [
      signature(['value: string'], 'dateOnly', toPlainDate),
      signature(['value: dateOnly'], 'dateOnly', (value) => value),
      signature(['value: dateTime'], 'dateOnly', (value) => plainOf(value).toPlainDate()),
      signature(['value: dateTimeOnly'], 'dateOnly', (value) => value.toPlainDate()),
    ],
  }),
  define('conversion', 'toDateTimeOnly', {
    description: {
      en: 'The wall clock as written, without offset; a date alone becomes midnight. With a zone, text with an offset is first moved there.',
      fr: "L'heure telle qu'écrite, sans décalage ; une date seule devient minuit. Avec un fuseau, un texte à décalage y est d'abord converti.",
    },
    example: {
      expression: 'toDateTimeOnly("2024-05-01T09:15:00+02:00")',
      result: { type: 'dateTimeOnly', value: '2024-05-01T09:15:00' },
    },
    signatures: [
      signature(['value: string'], 'dateTimeOnly', toPlainDateTime),
      signature(['value: dateTime'], 'dateTimeOnly', plainOf),
      signature(['value: dateTimeOnly'], 'dateTimeOnly', (value) => value),
      signature(['value: dateOnly'], 'dateTimeOnly', (value) => value.toPlainDateTime()),
      signature(['zone: string (constant zone)', 'text: string'], 'dateTimeOnly', toPlainInZone),
    ],
  }),
  define('conversion', 'toDateTime', {
    description: {
      en: 'Text (UTC without offset or zone), epoch milliseconds, or a wall clock in UTC or in a zone, as an instant with offset.',
      fr: 'Un texte (UTC sans décalage ni fuseau), des millisecondes, ou une heure locale en UTC ou dans un fuseau, en instant avec décalage.',
    },
    example: {
      expression: 'toDateTime("Asia/Tokyo", toDateTimeOnly("2024-05-01T09:15:00"))',
      result: { type: 'dateTime', value: '2024-05-01T09:15:00+09:00' },
    },
    signatures: [
      signature(['value: string'], 'dateTime', toDateTime),
      signature(['value: integer'], 'dateTime', (epochMs) => new DateTime(Number(epochMs), 0, 0)),
      signature(['value: dateTime'], 'dateTime', (value) => value),
      signature(['value: dateTimeOnly'], 'dateTime', (value) => dateTimeFromPlain(value, 'UTC')),
      signature(['zone: string (constant zone)', 'value: dateTimeOnly'], 'dateTime', (zone, value) =>
        dateTimeFromPlain(value, zone),
      ),
    ],
  }),
  define('conversion', 'toDuration', {
    description: {
      en: 'ISO text like "PT1H30M" or "P2D", or milliseconds, as a duration.',
      fr: 'Un texte ISO comme "PT1H30M" ou "P2D", ou des millisecondes, en durée.',
    },
    example: { expression: 'toDuration(90000)', result: { type: 'duration', value: 'PT1M30S' } },
    signatures: [
      signature(['value: string'], 'duration', parseDuration),
      signature(['value: integer'], 'duration', (ms) => new Duration(ms)),
      signature(['value: duration'], 'duration', (value) => value),
    ],
  }),
];

/** Text without an offset is already the wall clock of the zone [A27]. */
function toPlainInZone(zone: string, text: string): Temporal.PlainDateTime {
  const parts = parseDateText(text);
  const isLocal = parts.time?.offsetSeconds === undefined && parts.time?.zone === undefined;
  if (isLocal) return toPlainDateTime(text);
  const instant = dateTimeFromParts(parts);
  return plainOf(withOffset(instant, offsetAt(zone, instant.epochMs)));
}
