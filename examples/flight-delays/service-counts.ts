import type { Counts } from './counts.ts';
import type { PathStats, ServiceStats } from './service.ts';

/** What the compensation service saw of the same flights; it knows its own calls only. */
export function serviceCounts({ paths, weatherLookUps }: ServiceStats): Partial<Counts> {
  const compensations = paths['/v1/compensations'] ?? none;
  const messages = paths['/v1/messages'] ?? none;
  return {
    compensations: compensations.calls,
    retried: compensations.failedOnceOrMore,
    failed: compensations.calls - compensations.succeeded,
    messages: messages.succeeded,
    weatherLookUps,
  };
}

const none: PathStats = { calls: 0, succeeded: 0, failedOnceOrMore: 0, tries: 0, limitedTries: 0 };
