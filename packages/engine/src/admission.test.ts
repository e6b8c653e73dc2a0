import { event, JourneyRun, journeySource, publishedAt } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import { admit } from './admission.ts';
import { compileJourney } from './compile-journey.ts';
import type { Instance } from './instance.ts';
import type { JourneySource } from './journey-source.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

function journey(definition: Partial<JourneySource['definition']> = {}, more: Partial<JourneySource> = {}) {
  return compileJourney(journeySource({ activities: [event('landed', 'Landed')], definition, ...more }));
}

/** An instance that entered at publication. */
function past(status: Instance['status'], endedAfterMs = 1_000): Instance {
  const run = new JourneyRun(journeySource({ activities: [event('landed', 'Landed')] }));
  const { instance } = run.enter('Landed');
  return { ...instance, status, endedAt: status === 'running' ? null : publishedAt + endedAfterMs };
}

describe('admit', () => {
  it('lets an unknown person in', () => {
    expect(admit(journey(), null, publishedAt)).toBe('enter');
  });

  it('J166 lets the second of two entry events 10 ms apart only advance the one instance', () => {
    expect(admit(journey(), past('running'), publishedAt + 10)).toBe('advance');
  });

  it('J167 keeps a key that is inside v1 out of v2 until it left v1', () => {
    const v2 = journey({}, { versionId: 'version-2', version: 2 });
    const inside = past('running');
    expect(inside.versionId).toBe('version-1');
    expect(admit(v2, inside, publishedAt + day)).toBe('advance');
    expect(admit(v2, { ...inside, status: 'completed', endedAt: publishedAt + day }, publishedAt + day)).toBe(
      'reenter',
    );
  });

  it('J168 without re-entrance refuses a finished person for 30 days, with it accepts after the wait period', () => {
    const once = journey({ reentrance: { isAllowed: false, waitPeriodSeconds: 300 } });
    const finished = past('completed', day);
    expect(admit(once, finished, publishedAt + 31 * day - 1)).toBe('reentranceNotAllowed');
    expect(admit(once, finished, publishedAt + 31 * day)).toBe('reenter');
    expect(admit(journey(), past('error'), publishedAt + 5 * minute)).toBe('reenter');
  });

  it('J169 counts the wait period from entry, also when the first instance has ended', () => {
    expect(admit(journey(), past('completed', 1_000), publishedAt + 4 * minute)).toBe('reentranceNotAllowed');
    expect(admit(journey(), past('completed', 1_000), publishedAt + 5 * minute)).toBe('reenter');
  });

  it('J170 admits nobody before the start date or from the end date on', () => {
    const dated = journey({ startAt: '2030-02-01T00:00:00Z', endAt: '2030-02-02T01:00:00+01:00' });
    const start = Date.UTC(2030, 1, 1);
    expect(admit(dated, null, start - 1)).toBe('outsideDates');
    expect(admit(dated, null, start)).toBe('enter');
    expect(admit(dated, null, start + day - 1)).toBe('enter');
    expect(admit(dated, null, start + day)).toBe('outsideDates');
  });

  it('starts with publication when no start date is given', () => {
    expect(admit(journey(), null, publishedAt - 1)).toBe('outsideDates');
  });

  it('lets nobody into a closed version, while those inside go on', () => {
    expect(admit(journey({}, { status: 'closed' }), null, publishedAt)).toBe('eventWithoutJourney');
    expect(admit(journey({}, { status: 'closed' }), past('running'), publishedAt)).toBe('advance');
  });
});
