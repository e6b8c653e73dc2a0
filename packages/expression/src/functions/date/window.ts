import { type Frame, nowOf } from '../../frame.ts';
import { compareDateTimes, type DateTime, dateTimeFromPlain } from '../../values/date-time.ts';
import type { Integer } from '../../values/integer.ts';
import { define, type FunctionDefinition, type Signature, signature } from '../definition.ts';
import { addUnits } from './delta.ts';

/** `inLast`: now - n units <= value <= now. `inNext`: now <= value <= now + n units. Both ends are included [A28]. */
function isInWindow(value: DateTime, count: Integer, unit: string, sign: 1 | -1, frame: Frame): boolean {
  const now = nowOf(frame);
  const distance = compareDateTimes(value, now) * sign;
  if (distance < 0) return false;
  const far = addUnits(now, Number(count) * sign, unit, 'UTC');
  return compareDateTimes(value, far) * sign <= 0;
}

/** Values without a zone are read in that of the journey, a date as its midnight. */
function windowSignatures(unit: string, sign: 1 | -1): readonly Signature[] {
  return [
    signature(['value: dateTime', 'count: integer'], 'boolean', (value, count, frame) =>
      isInWindow(value, count, unit, sign, frame),
    ),
    signature(['value: dateTimeOnly', 'count: integer'], 'boolean', (value, count, frame) =>
      isInWindow(dateTimeFromPlain(value, frame.scope.timeZone), count, unit, sign, frame),
    ),
    signature(['value: dateOnly', 'count: integer'], 'boolean', (value, count, frame) =>
      isInWindow(dateTimeFromPlain(value.toPlainDateTime(), frame.scope.timeZone), count, unit, sign, frame),
    ),
  ];
}

const frenchUnits: Readonly<Record<string, string>> = { hours: 'heures', days: 'jours', months: 'mois', years: 'ans' };

function windowFunction(unit: string, sign: 1 | -1, expression: string, result: boolean): FunctionDefinition {
  const direction = sign === -1 ? 'Last' : 'Next';
  return define('date', `in${direction}${unit[0]!.toUpperCase()}${unit.slice(1)}`, {
    description: {
      en: `True when the date lies within the ${direction.toLowerCase()} n ${unit}, both ends included.`,
      fr: `Vrai quand la date est dans les n ${sign === -1 ? 'derniers' : 'prochains'} ${frenchUnits[unit]}, bornes comprises.`,
    },
    example: { expression, result },
    signatures: windowSignatures(unit, sign),
  });
}

export const windowFunctions: readonly FunctionDefinition[] = [
  windowFunction('hours', -1, 'inLastHours(@{FerryBoarded.boardedAt}, 3)', true),
  windowFunction('days', -1, 'inLastDays(@{FerryBoarded.boardedAt}, 1)', true),
  windowFunction('months', -1, 'inLastMonths(toDateTime("2024-02-15T10:00:00Z"), 1)', false),
  windowFunction('years', -1, 'inLastYears(date("2023-06-01"), 1)', true),
  windowFunction('hours', 1, 'inNextHours(toDateTime("2024-03-15T12:00:00Z"), 2)', true),
  windowFunction('days', 1, 'inNextDays(toDateTime("2024-03-20T00:00:00Z"), 5)', true),
  windowFunction('months', 1, 'inNextMonths(date("2024-05-01"), 1)', false),
  windowFunction('years', 1, 'inNextYears(toDateTime("2024-03-01T00:00:00Z"), 1)', false),
];
