import { type Issue, issue } from '../issue/issue.ts';
import { differences } from '../json/json-difference.ts';

/** How many journeys use an object: drafts, and versions that are live or closed. */
export interface Usage {
  readonly draft: number;
  readonly live: number;
}

export const unused: Usage = { draft: 0, live: 0 };

export const isUsed = (usage: Usage): boolean => usage.draft + usage.live > 0;

/** An issue for a member that changed although the usage forbids it. */
export const lockedIssue = (path: string, usage: Usage): Issue =>
  issue('MODEL_LOCKED', path, { name: path, count: usage.draft + usage.live });

/** Issues for every named member in which two versions of an object differ. */
export const lockedMembers = <T extends object>(
  before: T,
  after: T,
  members: readonly string[],
  usage: Usage,
): readonly Issue[] => {
  const [old, next] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  return members
    .filter((name) => differences(old?.[name], next?.[name]).length > 0)
    .map((name) => lockedIssue(name, usage));
};
