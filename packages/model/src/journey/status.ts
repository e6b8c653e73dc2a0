import { type Issue, issue } from '../issue/issue.ts';
import type { JourneyStatus } from './journey.ts';

/** What people can do with one version of a journey. `edit` changes everything, `editLabels` what a published one allows. */
export const journeyCommands = [
  'edit',
  'editLabels',
  'publish',
  'close',
  'stop',
  'duplicate',
  'newVersion',
  'delete',
] as const;
export type JourneyCommand = (typeof journeyCommands)[number];

/**
 * Commands of each status (section 11). Entries and exits: `draft` by create, duplicate, new version and import;
 * publish leads over `publishing` to `live`; close, the end date or a newer version to `closed`; the global timeout
 * after closing to `finished`; stop over `stopping` to `stopped`. Nothing leads back.
 */
export const commandsOf: Readonly<Record<JourneyStatus, readonly JourneyCommand[]>> = {
  draft: ['edit', 'editLabels', 'publish', 'duplicate', 'delete'],
  publishing: ['duplicate'],
  live: ['editLabels', 'close', 'stop', 'duplicate', 'newVersion'],
  closed: ['editLabels', 'stop', 'duplicate', 'newVersion'],
  stopping: ['duplicate'],
  stopped: ['editLabels', 'duplicate', 'newVersion', 'delete'],
  finished: ['editLabels', 'duplicate', 'newVersion', 'delete'],
};

/** Status a command leads to, with the transitional one shown meanwhile; absent for commands that leave it as it is. */
export const statusAfter: Readonly<
  Partial<Record<JourneyCommand, { readonly via?: JourneyStatus; readonly to: JourneyStatus }>>
> = {
  publish: { via: 'publishing', to: 'live' },
  close: { to: 'closed' },
  stop: { via: 'stopping', to: 'stopped' },
};

/** Why a command is refused: its status does not allow it, or a newer version exists. Codes: MODEL_STATUS, MODEL_VERSION_NOT_LATEST. */
export const commandIssues = (
  command: JourneyCommand,
  version: { readonly status: JourneyStatus; readonly isLatest: boolean },
): readonly Issue[] => {
  if (!commandsOf[version.status].includes(command)) {
    return [issue('MODEL_STATUS', 'status', { command, status: version.status })];
  }
  return command === 'newVersion' && !version.isLatest ? [issue('MODEL_VERSION_NOT_LATEST', 'version', {})] : [];
};
