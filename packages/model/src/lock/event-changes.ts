import type { EventDefinition } from '../event/event.ts';
import { type Issue, issue } from '../issue/issue.ts';
import { isSameJson } from '../json/json-difference.ts';
import { isUsed, lockedIssue, lockedMembers, type Usage } from './usage.ts';

/**
 * Changes of a stored event that are refused. In use, only name, description and added payload fields pass; a key that
 * merely follows the event's new name counts as unchanged. The event ID never changes.
 * Codes: MODEL_LOCKED, MODEL_EVENT_ID_CHANGED.
 */
export const eventChangesAllowed = (
  before: EventDefinition,
  after: EventDefinition,
  usage: Usage,
): readonly Issue[] => [...checkEventId(before, after), ...(isUsed(usage) ? checkLocked(before, after, usage) : [])];

const checkLocked = (before: EventDefinition, after: EventDefinition, usage: Usage): readonly Issue[] => [
  ...lockedMembers(before, after, ['type', 'schemaId', 'namespace', 'rule'], usage),
  ...(isSameKey(before, after) ? [] : [lockedIssue('key', usage)]),
  ...before.fields.filter((path) => !after.fields.includes(path)).map((path) => lockedIssue(`fields.${path}`, usage)),
];

const checkEventId = (before: EventDefinition, after: EventDefinition): readonly Issue[] => {
  if (before.type !== 'systemGenerated' || after.type !== 'systemGenerated') return [];
  return isSameJson(before.eventId, after.eventId) ? [] : [issue('MODEL_EVENT_ID_CHANGED', 'eventId', {})];
};

const isSameKey = (before: EventDefinition, after: EventDefinition): boolean =>
  before.key === after.key || withoutName(before) === withoutName(after);

/** The key with the event's own name left open, quoted or not. */
const withoutName = ({ key, name }: EventDefinition): string =>
  key.replace(new RegExp(String.raw`@\{\s*(["']?)${name}\1\s*\.`, 'g'), '@{.');
