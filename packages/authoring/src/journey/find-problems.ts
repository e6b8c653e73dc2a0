import {
  type CustomAction,
  hasErrors,
  type JourneyContext,
  type JourneyDefinition,
  type JourneyIssue,
  validateJourney,
} from '@cairn/model';
import { AuthoringError } from '../authoring-error.ts';
import { toEventSource } from '../routing/event-source.ts';
import { createSchemaRegistry } from '../routing/schema-registry.ts';
import { toBinding, toSourceSnapshot } from '../routing/source-snapshot.ts';
import type { AuthoringReads } from '../store.ts';

const dayMs = 86_400_000;

/** Errors and warnings of a definition against the objects of its sandbox: journey-wide ones first, then left to right. */
export async function findProblems(
  { instanceLifeMs }: { readonly instanceLifeMs: number },
  reads: AuthoringReads,
  { sandbox, definition }: { readonly sandbox: string; readonly definition: JourneyDefinition },
): Promise<readonly JourneyIssue[]> {
  const context = await loadJourneyContext(reads, sandbox);
  return validateJourney(definition, { ...context, lifeDays: instanceLifeMs / dayMs });
}

/** Refuses with AUTHORING_JOURNEY_INVALID when there is an error; warnings pass. */
export function refuseErrors(issues: readonly JourneyIssue[]): void {
  if (!hasErrors(issues)) return;
  const errors = issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, activityId, field }) => ({ path: join(activityId, field), code, message }));
  throw new AuthoringError('AUTHORING_JOURNEY_INVALID', `The journey has ${errors.length} error(s), see errors.`, {
    errors,
  });
}

function join(...steps: readonly (string | undefined)[]): string {
  return steps.filter((step) => step !== undefined).join('.');
}

/** What a journey of the sandbox may use. An event whose schema is not registered cannot be used: it has no payload. */
async function loadJourneyContext(reads: AuthoringReads, sandbox: string): Promise<JourneyContext> {
  const schemas = createSchemaRegistry(await reads.loadObjects(sandbox, 'schema'));
  const events = await reads.loadObjects(sandbox, 'event');
  const actions = await reads.loadObjects(sandbox, 'action');
  const dataSources = await reads.loadObjects(sandbox, 'dataSource');
  return {
    events: events.map((row) => toEventSource(row, schemas)).filter((event) => event !== null),
    actions: actions.map(({ body }) => ({ action: body as CustomAction })),
    dataSources: dataSources.map((row) => toBinding(toSourceSnapshot(row, schemas))),
  };
}
