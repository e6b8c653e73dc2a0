import type { InboundMessage, InstanceSummary, IntakeResult, RecordedStep } from '@cairn/engine';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppDeps } from '../../deps.ts';
import { ApiError } from '../../errors/api-error.ts';
import { intakeResult } from '../../inlet/inlet-route.ts';

const longestWaitSeconds = 30;
const pollMs = 100;
/** Journeys one person may be in at once that the answer shows. */
const shownInstances = 20;
const shownSteps = 200;

const followedStep = z.object({
  at: z.string().describe('Instant'),
  node: z.string(),
  status: z.string(),
  branch: z.string().optional(),
});

/** The answer with `wait`: who was moved, and every step they took so far. */
export const followedResult = intakeResult.extend({
  people: z
    .array(
      z.object({
        key: z.string(),
        instanceId: z.string(),
        versionId: z.string(),
        status: z.string().describe('`running`: not at rest yet when the time was up'),
        steps: z.array(followedStep).readonly(),
      }),
    )
    .readonly(),
});
type FollowedPerson = z.infer<typeof followedResult>['people'][number];

/** Seconds to wait, 0 for none. Throws API_VALIDATION for anything but 1 to 30, API_FORBIDDEN without the right to read. */
export function waitSecondsOf(request: FastifyRequest, { access }: AppDeps): number {
  const { wait } = request.query as { readonly wait?: string };
  if (wait === undefined) return 0;
  const seconds = Number(wait);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestWaitSeconds) {
    const message = `must be a whole number of seconds from 1 to ${longestWaitSeconds}`;
    throw new ApiError('API_VALIDATION', { where: 'query' }, { errors: [{ path: 'wait', code: 'range', message }] });
  }
  if (request.principal === null || !access.can(request.principal, 'read', 'run')) {
    throw new ApiError('API_FORBIDDEN', { verb: 'read', object: 'run' });
  }
  return seconds;
}

/** What the event's people did since, once all of them came to rest or the time is up. */
export async function followPeople(
  deps: AppDeps,
  message: InboundMessage,
  result: IntakeResult,
  waitSeconds: number,
): Promise<readonly FollowedPerson[]> {
  const endsAt = deps.clock.now() + waitSeconds * 1_000;
  for (;;) {
    const moved = await loadMoved(deps, message, result.keys);
    const isAtRest = moved.length > 0 && moved.every(({ status }) => status !== 'running');
    if (isAtRest || result.keys.length === 0 || deps.clock.now() >= endsAt) return describe(deps, moved);
    await new Promise<void>((resolve) => void deps.clock.wakeAt(deps.clock.now() + pollMs, resolve));
  }
}

/** Instances of these people that are inside, or ended after the event came. */
async function loadMoved(
  { reader }: AppDeps,
  message: InboundMessage,
  keys: readonly string[],
): Promise<InstanceSummary[]> {
  const { sandbox, receivedAt } = message;
  const pages = await Promise.all(
    [...new Set(keys)].map((key) => reader.listInstances({ sandbox, key, limit: shownInstances, cursor: null })),
  );
  return pages.flatMap(({ items }) => items.filter(({ endedAt }) => endedAt === null || endedAt >= receivedAt));
}

function describe({ reader, sandbox }: AppDeps, moved: readonly InstanceSummary[]): Promise<FollowedPerson[]> {
  return Promise.all(
    moved.map(async ({ id, key, status, versionId }) => {
      const { items } = await reader.listSteps({ sandbox, instanceId: id, limit: shownSteps, cursor: null });
      return { key, instanceId: id, versionId, status, steps: items.map(stepOf) };
    }),
  );
}

function stepOf({ at, branch, nodeName, stepStatus }: RecordedStep): z.infer<typeof followedStep> {
  return { at: Temporal.Instant.fromEpochMilliseconds(at).toString(), node: nodeName, status: stepStatus, branch };
}
