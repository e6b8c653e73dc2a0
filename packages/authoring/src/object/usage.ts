import type { GroupUsage, Usage } from '@cairn/model';
import type { Use } from '../store.ts';

/** How many journeys use an object, as the lock rules count them. */
export function usageOf(uses: readonly Use[]): Usage {
  const isDraft = ({ status }: Use) => status === 'draft';
  return {
    draft: countJourneys(uses.filter(isDraft)),
    live: countJourneys(uses.filter((use) => !isDraft(use))),
  };
}

/** The usage of each field group of a data source. */
export function groupUsageOf(uses: readonly Use[]): GroupUsage {
  return Object.fromEntries(
    [...Map.groupBy(uses, ({ part }) => part)].map(([group, usesOfGroup]) => [group, usageOf(usesOfGroup)]),
  );
}

/** Distinct journeys, whatever the number of their versions and of uses in each. */
export function countJourneys(uses: readonly Use[]): number {
  return new Set(uses.map(({ journeyId }) => journeyId)).size;
}
