import { type CompiledJourney, compileJourney } from '../compile-journey.ts';
import type { EventSource, JourneySource } from '../journey-source.ts';
import { compileMatcher, type Matcher } from '../matching.ts';
import type { Routing } from '../ports.ts';

/** A version that could not be compiled: its people stay where they are until it can. */
export interface BrokenJourney {
  readonly source: JourneySource;
  readonly error: unknown;
}

/** Everything live, compiled: what an event may start or move. */
export interface RoutingTable {
  readonly epoch: number;
  readonly matcher: Matcher;
  readonly eventsById: ReadonlyMap<string, EventSource>;
  readonly byVersion: ReadonlyMap<string, CompiledJourney>;
  /** Journey id -> the version that lets people in. */
  readonly liveByJourney: ReadonlyMap<string, CompiledJourney>;
  /** Event definition id -> ids of the journeys in which some version starts with it or listens for it. */
  readonly journeysByEvent: ReadonlyMap<string, readonly string[]>;
  readonly broken: readonly BrokenJourney[];
}

/** Compiles a routing. One journey that does not compile is reported in `broken` and stops nobody else. */
export function compileRouting(routing: Routing): RoutingTable {
  const byVersion = new Map<string, CompiledJourney>();
  const liveByJourney = new Map<string, CompiledJourney>();
  const journeysByEvent = new Map<string, string[]>();
  const broken: BrokenJourney[] = [];
  for (const source of routing.journeys) {
    const journey = tryCompile(source, broken);
    if (!journey) continue;
    byVersion.set(source.versionId, journey);
    if (source.status === 'live') liveByJourney.set(source.journeyId, journey);
    for (const event of source.events) {
      if (!journey.listensTo.has(event.name)) continue;
      const journeyIds = journeysByEvent.get(event.id) ?? [];
      if (!journeyIds.includes(source.journeyId)) journeyIds.push(source.journeyId);
      journeysByEvent.set(event.id, journeyIds);
    }
  }
  return {
    epoch: routing.epoch,
    matcher: compileMatcher(routing.events),
    eventsById: new Map(routing.events.map((event) => [event.id, event])),
    byVersion,
    liveByJourney,
    journeysByEvent,
    broken,
  };
}

function tryCompile(source: JourneySource, broken: BrokenJourney[]): CompiledJourney | null {
  try {
    return compileJourney(source);
  } catch (error) {
    broken.push({ source, error });
    return null;
  }
}
