import type { Catalogue } from '@cairn/expression';
import type { JourneyGraph } from '../graph.ts';
import type { JourneyContext } from '../journey-context.ts';

/** What the checks of single activities look at. */
export interface JourneyCheck {
  readonly context: JourneyContext;
  readonly graph: JourneyGraph;
  readonly catalogue: Catalogue;
  /** Namespace of the first event; null without one. */
  readonly namespace: string | null;
  readonly lifeDays: number;
}
