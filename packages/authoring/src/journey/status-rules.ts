import { commandIssues, type JourneyCommand } from '@cairn/model';
import { AuthoringError } from '../authoring-error.ts';
import type { VersionRow } from '../store.ts';

/** Throws AUTHORING_WRONG_STATUS or AUTHORING_NOT_LATEST when the version does not allow the command. */
export function requireCommand(command: JourneyCommand, row: VersionRow): void {
  const [found] = commandIssues(command, row);
  if (found === undefined) return;
  const code = found.code === 'MODEL_VERSION_NOT_LATEST' ? 'AUTHORING_NOT_LATEST' : 'AUTHORING_WRONG_STATUS';
  throw new AuthoringError(code, found.message, { errors: [found] });
}
