import { action, actionSource, condition, event, JourneyRun, journeySource, split, wait } from '@cairn/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallResult } from './stimulus.ts';

const day = 24 * 3_600_000;

/** Every kind of activity, alternative and timeout paths, parallel listeners, and paths that lead nowhere. */
const journey = journeySource({
  activities: [
    event('landed', 'Landed'),
    condition('half', [split('a', 50), split('b', 50)]),
    event('paid', 'Paid', { timeout: { duration: 'P2D', hasPath: true } }),
    wait('pause', 'P1D'),
    action('pay', 'Pay', { hasAlternativePath: true }),
    action('tell', 'Pay'),
    wait('long', 'P29D'),
    event('left', 'Left'),
  ],
  arrows: [
    'landed -> half',
    'half -a-> paid',
    'half -a-> pause',
    'half -b-> pay',
    'paid -> pay',
    'paid -timeout-> tell',
    'pause -> tell',
    'pay -> left',
    'pay -error-> tell',
    'tell -> long',
  ],
  actions: [actionSource('Pay')],
});

type Move =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'timer' }
  | { readonly kind: 'answer'; readonly outcome: CallResult['outcome'] };

const move: fc.Arbitrary<Move & { readonly afterMs: number }> = fc
  .record({
    move: fc.oneof(
      fc.record({ kind: fc.constant('event' as const), name: fc.constantFrom('Landed', 'Paid', 'Left', 'Other') }),
      fc.record({ kind: fc.constant('timer' as const) }),
      fc.record({
        kind: fc.constant('answer' as const),
        outcome: fc.constantFrom(
          'success' as const,
          'http' as const,
          'capped' as const,
          'timedout' as const,
          'error' as const,
        ),
      }),
    ),
    afterMs: fc.integer({ min: 0, max: 3 * day }),
  })
  .map(({ move: made, afterMs }) => ({ ...made, afterMs }));

function walked(offset: number, moves: readonly (Move & { readonly afterMs: number })[]): JourneyRun {
  const run = new JourneyRun(journey);
  run.enter('Landed', { id: 'p1' }, { offset });
  for (const made of moves) {
    run.now += made.afterMs;
    if (made.kind === 'event') run.event(made.name);
    else if (made.kind === 'timer') run.timer();
    else if (run.calls.length > 0) run.answer({ outcome: made.outcome });
    expectSound(run);
  }
  return run;
}

function expectSound({ instance, steps, calls }: JourneyRun): void {
  if (!instance) throw new Error('nobody entered');
  const isRunning = instance.status === 'running';
  expect(instance.state.blocked !== null).toBe(isRunning);
  expect(instance.wakeAt !== null).toBe(isRunning);
  expect(instance.endedAt === null).toBe(isRunning);
  if (instance.wakeAt !== null) expect(instance.wakeAt).toBeLessThanOrEqual(instance.enteredAt + 30 * day);
  expect(steps.filter((step) => step.entrance)).toHaveLength(1);
  expect(steps.filter((step) => step.instanceEnded)).toHaveLength(isRunning ? 0 : 1);
  expect(new Set(steps.map((step) => step.stepId)).size).toBe(steps.length);
  expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
  for (const [index, step] of steps.entries()) expect(step.parentStepId).toBe(steps[index - 1]?.stepId);
}

describe('whatever comes, in whatever order', () => {
  it('an instance is blocked or ended, wakes within its life, ends once, and repeats itself when replayed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(move, { maxLength: 12 }), (offset, moves) => {
        const [first, second] = [walked(offset, moves), walked(offset, moves)];
        expect(second.instance).toEqual(first.instance);
        expect(second.steps).toEqual(first.steps);
        expect(second.calls).toEqual(first.calls);
      }),
      { numRuns: 300 },
    );
  });
});
