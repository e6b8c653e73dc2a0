import { Fault, show } from '../../fault.ts';
import { DateTime, dateTimeFromInstant, withOffset } from '../../values/date-time.ts';
import type { Integer } from '../../values/integer.ts';
import { addCalendar, type CalendarUnit, offsetAt } from '../../values/zone.ts';

const elapsedUnitMs: Readonly<Record<string, number>> = { hours: 3_600_000, minutes: 60_000, seconds: 1_000 };

const calendarUnits: readonly string[] = ['years', 'months', 'days'] satisfies CalendarUnit[];

/** The units of nowWithDelta, exactly so spelled. */
export const timeUnits: readonly string[] = [...calendarUnits, ...Object.keys(elapsedUnitMs)];

/** Years, months and days move the calendar in the zone; the other units add elapsed time (section 11.4). */
export function addUnits(value: DateTime, count: Integer, unit: string, zone: string): DateTime {
  const unitMs = Object.hasOwn(elapsedUnitMs, unit) ? elapsedUnitMs[unit] : undefined;
  if (unitMs !== undefined) return atZone(value.epochMs + Number(count) * unitMs, value.nanos, zone);
  if (!calendarUnits.includes(unit))
    throw new Fault('EXPR_UNKNOWN_UNIT', `${show(unit)} is no unit of time; there are ${timeUnits.join(', ')}`);
  if (unit === 'days' && zone === 'UTC') return atZone(value.epochMs + Number(count) * 86_400_000, value.nanos, zone);
  const instant = Temporal.Instant.fromEpochMilliseconds(value.epochMs);
  const moved = dateTimeFromInstant(addCalendar(instant, unit as CalendarUnit, Number(count), zone));
  return atZone(moved.epochMs, value.nanos, zone);
}

function atZone(epochMs: number, nanos: number, zone: string): DateTime {
  const value = new DateTime(epochMs, nanos, 0);
  return zone === 'UTC' ? value : withOffset(value, offsetAt(zone, epochMs));
}
