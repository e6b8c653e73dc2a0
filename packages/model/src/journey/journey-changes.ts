import { type Issue, issue } from '../issue/issue.ts';
import { differences, isSameJson } from '../json/json-difference.ts';
import type { Activity } from './activity.ts';
import type { JourneyDefinition } from './journey.ts';

/**
 * Changes of a published version that are refused: everything but the journey's name and description and the labels and
 * descriptions of its activities and condition paths. Code: MODEL_PUBLISHED, one issue per difference.
 */
export const publishedChangesAllowed = (before: JourneyDefinition, after: JourneyDefinition): readonly Issue[] =>
  differences(withoutTexts(before), withoutTexts(after)).map((path) => issue('MODEL_PUBLISHED', path, { name: path }));

/** Rules between versions of one journey. Code: MODEL_VERSION_REENTRANCE. */
export const versionChangesAllowed = (previous: JourneyDefinition, next: JourneyDefinition): readonly Issue[] =>
  isSameJson(previous.reentrance, next.reentrance) ? [] : [issue('MODEL_VERSION_REENTRANCE', 'reentrance', {})];

const withoutTexts = ({ name: _name, description: _description, ...journey }: JourneyDefinition): unknown => ({
  ...journey,
  activities: journey.activities.map(withoutActivityTexts),
});

const withoutActivityTexts = ({ label: _label, description: _description, ...activity }: Activity): unknown =>
  'paths' in activity ? { ...activity, paths: activity.paths.map(({ label: _pathLabel, ...path }) => path) } : activity;
