import { describe, expect, it } from 'vitest';
import { action, condition, event, journey, wait } from './journey.fixture.ts';
import type { JourneyDefinition } from './journey.ts';
import { journeyStatuses } from './journey.ts';
import { publishedChangesAllowed, versionChangesAllowed } from './journey-changes.ts';
import { commandIssues, commandsOf, type journeyCommands, statusAfter } from './status.ts';

const statusesWith = (command: (typeof journeyCommands)[number]) =>
  journeyStatuses.filter((status) => commandsOf[status].includes(command));

describe('commands by status', () => {
  it('J161 draft, stopped and finished journeys can be deleted; live and closed cannot', () => {
    expect(statusesWith('delete')).toEqual(['draft', 'stopped', 'finished']);
  });

  it('every status can be duplicated', () => {
    expect(statusesWith('duplicate')).toEqual(journeyStatuses);
  });

  it('J163 during publishing and stopping the journey is read-only', () => {
    expect([commandsOf.publishing, commandsOf.stopping]).toEqual([['duplicate'], ['duplicate']]);
  });

  it('a new version is offered on the latest version only', () => {
    expect(commandIssues('newVersion', { status: 'live', isLatest: true })).toEqual([]);
    expect(commandIssues('newVersion', { status: 'live', isLatest: false }).map(({ code }) => code)).toEqual([
      'MODEL_VERSION_NOT_LATEST',
    ]);
    expect(commandIssues('newVersion', { status: 'draft', isLatest: true }).map(({ code }) => code)).toEqual([
      'MODEL_STATUS',
    ]);
  });

  it('nothing leads back: close and stop are final', () => {
    expect(statusesWith('publish')).toEqual(['draft']);
    expect(statusesWith('close')).toEqual(['live']);
    expect(statusesWith('stop')).toEqual(['live', 'closed']);
    expect(Object.values(statusAfter).map(({ to }) => to)).toEqual(['live', 'closed', 'stopped']);
  });

  it('only drafts can be edited as a whole', () => {
    expect(statusesWith('edit')).toEqual(['draft']);
    expect(statusesWith('editLabels')).toEqual(['draft', 'live', 'closed', 'stopped', 'finished']);
  });
});

describe('changes of a version', () => {
  const before = journey({ in: event('Landed'), if: condition('true'), act: action(), w: wait('PT1H') }, [
    'in if',
    'if yes act',
    'act w',
  ]);
  const changed = (change: (copy: JourneyDefinition) => void): readonly string[] => {
    const after = structuredClone(before);
    change(after);
    return publishedChangesAllowed(before, after).map(({ path }) => path);
  };

  it('J156 published: only name, description, activity labels and descriptions', () => {
    expect(
      changed((copy) => {
        copy.name = 'Other';
        copy.description = 'Why';
        for (const activity of copy.activities) Object.assign(activity, { label: 'x', description: 'y' });
      }),
    ).toEqual([]);
    expect(changed((copy) => void Object.assign(copy.activities[1] as object, { hasOtherPath: true }))).toEqual([
      'activities.1.hasOtherPath',
    ]);
    expect(changed((copy) => void Object.assign(copy, { timeZone: 'Europe/Rome', timeoutSeconds: 5 }))).toEqual([
      'timeZone',
      'timeoutSeconds',
    ]);
    expect(changed((copy) => void copy.activities.pop())).toEqual(['activities']);
    expect(changed((copy) => void copy.transitions.pop())).toEqual(['transitions']);
  });

  it('lets labels of condition paths change, and not what they test', () => {
    const paths = (path: object) => [{ id: 'yes', type: 'data', expression: 'true', ...path }];
    expect(
      changed((copy) => void Object.assign(copy.activities[1] as object, { paths: paths({ label: 'Late' }) })),
    ).toEqual([]);
    expect(
      changed((copy) => void Object.assign(copy.activities[1] as object, { paths: paths({ expression: 'false' }) })),
    ).toEqual(['activities.1.paths.0.expression']);
  });

  it('J159 between versions: re-entrance stays as it is', () => {
    const other = { ...before, reentrance: { isAllowed: false, waitPeriodSeconds: 300 } };
    expect(versionChangesAllowed(before, before)).toEqual([]);
    expect(versionChangesAllowed(before, other).map(({ code }) => code)).toEqual(['MODEL_VERSION_REENTRANCE']);
  });
});
