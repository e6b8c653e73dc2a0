import { describe, expect, it } from 'vitest';
import { activityNames } from './activity-names.ts';
import { availableEvents, availableKinds, isProfileAvailable } from './availability.ts';
import { branchesOf } from './branches.ts';
import { condition, context, event, journey, wait } from './journey.fixture.ts';
import { journeyDefinition } from './journey.ts';

const branches = (activity: object) =>
  branchesOf(journey({ a: activity as never }).activities[0] as never).map(({ name, label }) => [name, label]);

describe('names on the canvas', () => {
  it('J138 a repeated event gets a number, and the label appears after the name', () => {
    const definition = journey({
      in: event('Landed'),
      again: event('Landed', { label: 'second leg' }),
      other: event('Claimed'),
      third: event('Landed'),
      pause: { ...wait('PT1H'), label: 'cool down' },
      end: { kind: 'end' },
    });
    expect([...activityNames(definition).values()]).toEqual([
      'Landed',
      'Landed 2-second leg',
      'Claimed',
      'Landed 3',
      'Wait-cool down',
      'End',
    ]);
  });

  it('J139 an event timeout with path adds an arrow labelled with the duration; without, there is none', () => {
    const timeout = { duration: 'P1D', hasPath: true };
    expect(branches(event('Landed', { timeout }))).toEqual([
      ['next', ''],
      ['timeout', '1 d timeout'],
    ]);
    expect(branches(event('Landed', { timeout: { ...timeout, hasPath: false } }))).toEqual([['next', '']]);
    expect(branches(event('Landed'))).toEqual([['next', '']]);
  });

  it('J147 adding a path to a condition adds a branch, in the order of the paths', () => {
    const path = (id: string, label = '') => ({ id, label, type: 'data', expression: 'true' });
    const paths = [path('a', 'Long'), path('b')];
    expect(branches(condition('true', { paths, hasOtherPath: true, hasAlternativePath: true }))).toEqual([
      ['a', 'Long'],
      ['b', 'Path 2'],
      ['other', 'other cases'],
      ['error', 'timeout or error'],
    ]);
    expect(branches(condition('true', { paths: [...paths].reverse() })).map(([name]) => name)).toEqual(['b', 'a']);
  });

  it('a wait shows its duration on the arrow', () => {
    expect(branches(wait('P1DT6H30M'))).toEqual([['next', '1 d 6 h 30 min']]);
    expect(branches({ kind: 'end' })).toEqual([]);
  });
});

describe('what may be placed next', () => {
  const named = (definition: ReturnType<typeof journey>) =>
    availableEvents(definition, context).map(({ name }) => name);

  it('J124 hides all but events until a first event is placed', () => {
    expect(availableKinds(journey({}))).toEqual(['event']);
    expect(availableKinds(journey({ in: event('Landed') }))).toEqual(['event', 'condition', 'wait', 'action', 'end']);
  });

  it('offers events of the namespace of the first one only', () => {
    expect(named(journey({}))).toHaveLength(context.events.length);
    expect(named(journey({ in: event('Landed') }))).toEqual(['Landed', 'Claimed']);
    expect(named(journey({ in: event('Beacon') }))).toEqual(['Beacon', 'Opened']);
  });

  it('offers profile groups with a namespace only', () => {
    expect(isProfileAvailable(journey({ in: event('Landed') }), context)).toBe(true);
    expect(isProfileAvailable(journey({ in: event('Beacon') }), context)).toBe(false);
    expect(isProfileAvailable(journeyDefinition.parse({ name: 'x' }), context)).toBe(false);
  });
});
