import { expect, it } from 'vitest';
import { resultOf } from './result.ts';

const clockAt = (now: string) => resultOf('now()', { now });

it('takes the clock of a context in every form that toDateTime reads, without an offset as UTC', () => {
  expect(clockAt('2024-03-15T11:20:30.500+01:00')).toEqual({ type: 'dateTime', value: '2024-03-15T10:20:30.500Z' });
  expect(clockAt('2024-03-15T10:20:30.000000007')).toEqual({
    type: 'dateTime',
    value: '2024-03-15T10:20:30.000000007Z',
  });
  expect(clockAt('2024-03-15')).toEqual({ type: 'dateTime', value: '2024-03-15T00:00:00Z' });
});

it('answers a clock that is no date with an error, as it does for a wrong text', () => {
  expect(clockAt('soon')).toEqual({ error: 'runtime', message: expect.stringContaining('"soon" is no date') });
  expect(clockAt('2024-02-30T00:00:00Z')).toMatchObject({ error: 'runtime' });
});
