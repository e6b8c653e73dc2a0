import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { action, condition, context, event, journey, wait } from './journey.fixture.ts';
import { journeyIssueCodes } from './journey-issues.ts';
import { validateJourney } from './validate-journey.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const text = fc.constantFrom('', 'true', '@{Landed.delay} > 1', '#{Weather.Now.rain}', 'now(', '1');
const activity = fc.oneof(
  fc.constantFrom('Landed', 'Beacon', 'Gone', '').map((name) => event(name)),
  text.map((expression) => condition(expression, { hasOtherPath: true })),
  fc.constantFrom('PT1H', 'P40D').map(wait),
  text.map((delay) => action({ parameters: { delay } })),
  fc.constant({ kind: 'end' }),
);
const arrow = fc
  .tuple(fc.constantFrom(...ids, 'gone'), fc.constantFrom('next', 'yes', 'other', 'error'), fc.constantFrom(...ids))
  .map((parts) => parts.join(' '));
const anyJourney = fc
  .record({ activities: fc.array(activity, { minLength: 1, maxLength: 5 }), arrows: fc.array(arrow, { maxLength: 8 }) })
  .map(({ activities, arrows }) => {
    const named = activities.map((given, index) => [ids[index] ?? '', given] as const);
    return journey(Object.fromEntries(named), arrows);
  });

describe('validation', () => {
  it('answers for any drawing, journey-wide issues first, with known codes and complete texts', () => {
    fc.assert(
      fc.property(anyJourney, (definition) => {
        const issues = validateJourney(definition, context);
        const wide = issues.map(({ activityId }) => activityId === undefined);
        expect(wide).toEqual(wide.toSorted((left, right) => Number(right) - Number(left)));
        for (const { code, severity } of issues) expect(journeyIssueCodes[code].severity).toBe(severity);
      }),
    );
  });

  it('answers for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { code } of validateJourney(value, context)) expect(code).toBe('ERR_JOURNEYVERSION_100');
      }),
    );
  });
});
