import { AuthoringError, type Problem } from './authoring-error.ts';
import type { AuthoringReads, ObjectKind, ObjectRow, Use, VersionRow } from './store.ts';

/** Refuses with AUTHORING_INVALID when there is any problem. */
export function refuseProblems(label: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new AuthoringError('AUTHORING_INVALID', `The ${label} breaks ${count(problems.length, 'rule')}, see errors.`, {
    errors: problems,
  });
}

/** Loads an object or throws AUTHORING_NOT_FOUND. */
export async function requireObject(
  reads: AuthoringReads,
  sandbox: string,
  kind: ObjectKind,
  label: string,
  id: string,
): Promise<ObjectRow> {
  const row = await reads.loadObject(sandbox, kind, id);
  if (row === null) throw notFound(label, id);
  return row;
}

/** Loads a journey version or throws AUTHORING_NOT_FOUND. */
export async function requireVersion(reads: AuthoringReads, sandbox: string, versionId: string): Promise<VersionRow> {
  const row = await reads.loadVersion(sandbox, versionId);
  if (row === null) throw notFound('journey version', versionId);
  return row;
}

export function notFound(label: string, id: string): AuthoringError {
  return new AuthoringError('AUTHORING_NOT_FOUND', `There is no ${label} ${JSON.stringify(id)} in this sandbox.`);
}

/** Refuses an edit of something that was changed since the editor read it. */
export function refuseStale(stored: number, sent: number): void {
  if (stored === sent) return;
  throw new AuthoringError(
    'AUTHORING_REVISION_CONFLICT',
    `Revision ${sent} was changed meanwhile and is now ${stored}. Read it again, repeat the change and send it with the new revision.`,
  );
}

export function refuseTakenName(label: string, name: string, taken: boolean): void {
  if (!taken) return;
  const message = `Another ${label} is called ${name} already. Choose another name.`;
  throw new AuthoringError('AUTHORING_NAME_TAKEN', message, {
    errors: [{ path: 'name', code: 'AUTHORING_NAME_TAKEN', message }],
  });
}

/** Refuses changes that the use of an object, or the publication of a journey, does not allow. */
export function refuseLocked(label: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const message = `The ${label} is in use, so that these changes are refused. Duplicate it and change the copy.`;
  throw new AuthoringError('AUTHORING_LOCKED', message, { errors: problems });
}

/** Refuses to delete what journeys or other objects use, naming them. */
export function refuseUsed(label: string, uses: readonly Use[], dependents: readonly Problem[]): void {
  const errors = [...distinctVersions(uses).map(toProblem), ...dependents];
  if (errors.length === 0) return;
  throw new AuthoringError('AUTHORING_IN_USE', `The ${label} is in use and cannot be deleted, see errors.`, { errors });
}

export function refuseBuiltIn(label: string, isBuiltIn: boolean): void {
  if (!isBuiltIn) return;
  throw new AuthoringError('AUTHORING_BUILT_IN', `This ${label} is built in: it cannot be deleted or duplicated.`);
}

function distinctVersions(uses: readonly Use[]): readonly Use[] {
  return [...new Map(uses.map((use) => [use.versionId, use])).values()];
}

function toProblem(use: Use): Problem {
  return {
    path: `journeys.${use.versionId}`,
    code: 'AUTHORING_IN_USE',
    message: `Journey "${use.journeyName}", version ${use.version} (${use.status}) uses it.`,
  };
}

function count(number: number, noun: string): string {
  return number === 1 ? `a ${noun}` : `${number} ${noun}s`;
}
