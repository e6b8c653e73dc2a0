import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';

describe('ManualClock', () => {
  it('fires what falls due in order of time, each at its own moment', () => {
    const clock = new ManualClock(0);
    const fired: [string, number][] = [];
    clock.wakeAt(200, () => fired.push(['late', clock.now()]));
    clock.wakeAt(100, () => {
      fired.push(['early', clock.now()]);
      clock.wakeAt(150, () => fired.push(['chained', clock.now()]));
    });
    clock.wakeAt(300, () => fired.push(['never', clock.now()]));
    clock.advance(250);
    expect(fired).toEqual([
      ['early', 100],
      ['chained', 150],
      ['late', 200],
    ]);
    expect([clock.now(), clock.armed]).toEqual([250, 1]);
  });

  it('forgets a cancelled timer', () => {
    const clock = new ManualClock(0);
    const cancel = clock.wakeAt(1, () => expect.unreachable());
    cancel();
    clock.advance(10);
    expect(clock.armed).toBe(0);
  });

  it('tells when a timer is armed', async () => {
    const clock = new ManualClock(0);
    const armed = clock.untilArmedAt(5);
    clock.wakeAt(5, () => {});
    await armed;
    await clock.untilArmed(1);
  });
});
