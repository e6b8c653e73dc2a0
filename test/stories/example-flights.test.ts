import { expect, it } from 'vitest';
import { compareCounts, countTitles } from '../../examples/flight-delays/counts.ts';
import { expectedCounts } from '../../examples/flight-delays/expected.ts';
import { loadLandedFlights } from '../../examples/flight-delays/flights.ts';
import { playFlights } from '../../examples/flight-delays/play-flights.ts';

const silent = { begin: () => {}, update: () => {}, end: () => {} };

it('plays 2,000 real flights so that Cairn, the third party and the data file agree on every count', {
  timeout: 180_000,
}, async () => {
  const rows = await playFlights('flights-2k.json', silent, new AbortController().signal);
  expect(rows).toHaveLength(Object.keys(countTitles).length);
  expect(rows.filter(({ isAgreed }) => !isAgreed)).toEqual([]);
  // The file has something for every row: an empty run would agree as well.
  expect(rows.filter(({ file }) => file === 0)).toEqual([]);
});

it('counts the flights over an hour and over 15 minutes late as the description of the data says', () => {
  const counts = expectedCounts(loadLandedFlights('flights-200k.json'));
  expect(counts).toMatchObject({ entered: 200_000, longDelays: 10_498, shortDelays: 32_647 });
});

it('tells which count disagrees, whoever is off by one', () => {
  const file = expectedCounts(loadLandedFlights('flights-2k.json'));
  const rows = compareCounts({ ...file, retried: file.retried + 1 }, { messages: file.messages - 1 }, file);
  expect(rows.filter(({ isAgreed }) => !isAgreed).map(({ title }) => title.trim())).toEqual([
    'of them retried',
    'messages delivered',
  ]);
});
