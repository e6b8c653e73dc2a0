import type { Catalogue } from '@cairn/expression';
import type { JourneyGraph } from '../graph.ts';
import type { JourneyContext, JourneyEvent } from '../journey-context.ts';

/** What the checks of single activities look at. */
export interface JourneyCheck {
  readonly context: JourneyContext;
  readonly graph: JourneyGraph;
  readonly catalogue: Catalogue;
  /** The event that fixes the namespace of the journey; null while there is none, so that nothing is measured against it. */
  readonly firstEvent: JourneyEvent | null;
  readonly lifeDays: number;
}
