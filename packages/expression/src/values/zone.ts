import { Fault, show } from '../fault.ts';

/** Zones seen so far: Temporal's spelling of the id, or undefined for one it does not know. Bounded, see `zoneId`. */
const known = new Map<string, string | undefined>();
const maxKnown = 1_000;

/** The id Temporal takes for a zone of section 10.3 (IANA name, `UTC`, `Z`, offset); undefined when it is none. */
export function zoneId(zone: string): string | undefined {
  if (known.has(zone)) return known.get(zone);
  if (known.size >= maxKnown) known.clear();
  const id = resolve(zone);
  known.set(zone, id);
  return id;
}

function resolve(zone: string): string | undefined {
  if (zone === 'Z') return 'UTC';
  const isOffset = /^[+-]\d\d(:?\d\d)?$/.test(zone);
  if (!isOffset && !/^[A-Za-z][A-Za-z0-9_+\-/]{0,60}$/.test(zone)) return undefined;
  try {
    const id = new Temporal.ZonedDateTime(0n, zone).timeZoneId;
    // Temporal ignores case in names; the language does not (section 1.4).
    return isOffset || id === zone ? id : undefined;
  } catch {
    return undefined;
  }
}

function requireZone(zone: string): string {
  const id = zoneId(zone);
  if (id === undefined) throw new Fault('EXPR_UNKNOWN_TIME_ZONE', `${show(zone)} is no time zone, like "Europe/Paris"`);
  return id;
}

/** Offset of the zone at an instant, in seconds. Throws EXPR_UNKNOWN_TIME_ZONE. */
export function offsetAt(zone: string, epochMs: number): number {
  const id = requireZone(zone);
  if (id === 'UTC') return 0;
  const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(id);
  return Math.trunc(zoned.offsetNanoseconds / 1_000_000_000) + 0;
}

/** `compatible` is the rule of section 10.4: forward over a gap, the earlier of two. */
export function plainToEpochMs(plain: Temporal.PlainDateTime, zone: string): number {
  const id = requireZone(zone);
  try {
    return plain.toZonedDateTime(id, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch {
    throw new Fault('EXPR_OVERFLOW', 'the date is out of range');
  }
}

export type CalendarUnit = 'years' | 'months' | 'days';

/** Moves the calendar in the zone, the day clamped to the length of the month. */
export function addCalendar(
  instant: Temporal.Instant,
  unit: CalendarUnit,
  count: number,
  zone: string,
): Temporal.Instant {
  const id = requireZone(zone);
  try {
    return instant
      .toZonedDateTimeISO(id)
      .add({ [unit]: count })
      .toInstant();
  } catch {
    throw new Fault('EXPR_OVERFLOW', `now and ${count} ${unit} is out of range`);
  }
}
