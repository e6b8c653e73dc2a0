import type { JourneyDefinition } from '@cairn/model';
import type { Profile } from '../ports.ts';

/** Zone of time conditions, date conditions and custom waits. A zone nobody knows is as good as none. */
export function timeZoneOf(definition: JourneyDefinition, profile: Profile | null): string {
  if (!definition.useProfileTimeZone || !profile?.timeZone || !isKnownZone(profile.timeZone))
    return definition.timeZone;
  return profile.timeZone;
}

const known = new Map<string, boolean>();
/** Profiles may hold any text: a bound keeps invented zones from growing memory. */
const maxRemembered = 1_000;

/** Whether the runtime knows an IANA id or offset. */
export function isKnownZone(zone: string): boolean {
  const remembered = known.get(zone);
  if (remembered !== undefined) return remembered;
  if (known.size >= maxRemembered) known.clear();
  const answer = isAccepted(zone);
  known.set(zone, answer);
  return answer;
}

function isAccepted(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
