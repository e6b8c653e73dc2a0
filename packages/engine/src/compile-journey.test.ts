import { action, actionSource, condition, event, externalSource, journeySource, wait, when } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import { compileJourney, JourneyCompileError } from './compile-journey.ts';
import type { JourneySource } from './journey-source.ts';

const landed = event('landed', 'Landed');

function faultOf(source: JourneySource): JourneyCompileError {
  try {
    compileJourney(source);
  } catch (error) {
    if (error instanceof JourneyCompileError) return error;
  }
  throw new Error('the journey compiled');
}

describe('compileJourney', () => {
  it('lists what the journey listens to and what lets people in', () => {
    const journey = compileJourney(
      journeySource({
        activities: [landed, event('paid', 'Paid'), event('left', 'Left')],
        arrows: ['landed -> paid', 'landed -> left'],
      }),
    );
    expect([...journey.entryEvents]).toEqual(['Landed']);
    expect([...journey.listensTo]).toEqual(['Landed', 'Paid', 'Left']);
    expect(journey.needsProfile).toBe(false);
    expect(journey.historySchemaIds).toEqual([]);
  });

  it('reads a profile for its time zone alone', () => {
    const source = journeySource({ activities: [landed], definition: { useProfileTimeZone: true } });
    expect(compileJourney(source).needsProfile).toBe(true);
  });

  const weather = externalSource('Weather', { Now: { fields: { wind: { type: 'integer' } }, params: ['port'] } });
  const behind = (activity: object, more: Partial<JourneySource> = {}) =>
    journeySource({
      ...more,
      definition: {},
      activities: [landed, activity],
      arrows: [`landed -> ${(activity as { id: string }).id}`],
    });

  it.each([
    ['ENGINE_NO_ENTRY', null, journeySource({ activities: [wait('pause', 'PT1H')] })],
    ['ENGINE_UNKNOWN_ACTIVITY', null, journeySource({ activities: [landed], arrows: ['landed -> nowhere'] })],
    ['ENGINE_UNKNOWN_EVENT', 'landed', { ...journeySource({ activities: [landed] }), events: [] }],
    ['ENGINE_UNKNOWN_ACTION', 'pay', behind(action('pay', 'Pay'))],
    ['ENGINE_BAD_EXPRESSION', 'late', behind(condition('late', [when('yes', '@{Unknown.x} == 1')]))],
    ['ENGINE_BAD_EXPRESSION', 'late', behind(condition('late', [when('yes', '1 +')]))],
    [
      'ENGINE_BAD_EXPRESSION',
      'pay',
      behind(action('pay', 'Pay', { parameters: { n: '"text"' } }), {
        actions: [actionSource('Pay', { body: [{ name: 'n', type: 'integer', mode: 'variable', label: 'n' }] })],
      }),
    ],
    [
      'ENGINE_BAD_TIME',
      'when',
      behind(condition('when', [{ id: 'x', label: '', type: 'time', hours: { from: '20:00', to: '25:00' } }])),
    ],
    ['ENGINE_BAD_TIME', 'when', behind(condition('when', [{ id: 'x', label: '', type: 'date', from: 'tomorrow' }]))],
    ['ENGINE_BAD_TIME', null, journeySource({ activities: [landed], definition: { startAt: 'soon' } })],
    ['ENGINE_BAD_TIME', null, journeySource({ activities: [landed], definition: { timeZone: 'Mars/Olympus' } })],
    [
      'ENGINE_PARAMETER_MISSING',
      'late',
      behind(condition('late', [when('yes', '#{Weather.Now.wind} > 1')]), { dataSources: [weather] }),
    ],
    [
      'ENGINE_PARAMETER_CYCLE',
      'late',
      behind(
        condition('late', [when('yes', '#{Weather.Now.wind} > 1')], {
          sourceParameters: { Weather: { Now: { port: 'toString(#{Weather.Now.wind})' } } },
        }),
        { dataSources: [weather] },
      ),
    ],
  ] as const)('throws %s at %s', (code, activityId, source) => {
    expect(faultOf(source)).toMatchObject({ code, activityId });
  });
});
