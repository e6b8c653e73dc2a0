import { readFileSync } from 'node:fs';
import type { Counts } from './counts.ts';
import { dataPath, type LandedFlight } from './flights.ts';
import { behaviourFor } from './service-behaviour.ts';

/**
 * The journey in one loop: over 60 minutes late -> a message if the weather was bad, else compensation, wait, message;
 * over 15 -> message; else nothing. A compensation that fails for good is followed by its message all the same.
 */
export function expectedCounts(flights: readonly LandedFlight[]): Counts {
  const weather = loadWeatherByDay();
  const late = flights.filter(({ delayMinutes }) => delayMinutes > 60);
  const bitLate = flights.filter(({ delayMinutes }) => delayMinutes > 15 && delayMinutes <= 60);
  const isExcused = (flight: LandedFlight): boolean => badWeather.has(weather.get(weatherKey(flight)) ?? '');
  const excused = late.filter(isExcused);
  const owed = late.filter((flight) => !isExcused(flight));
  const behaviours = owed.map(({ passengerId }) => behaviourFor(passengerId));
  const failed = behaviours.filter(({ failsAlways }) => failsAlways).length;
  return {
    entered: flights.length,
    longDelays: late.length,
    shortDelays: bitLate.length,
    onTime: flights.length - late.length - bitLate.length,
    excusedByWeather: excused.length,
    compensations: owed.length,
    retried: failed + behaviours.filter(({ failsOnce }) => failsOnce).length,
    failed,
    messages: late.length + bitLate.length,
    completed: flights.length,
    // The condition asks, and so does the message that names the weather: each activity reads anew.
    weatherLookUps: late.length + excused.length,
  };
}

const badWeather: ReadonlySet<string> = new Set(['rain', 'snow']);

function weatherKey({ destinationCity, weatherDate }: LandedFlight): string {
  return `${destinationCity},${weatherDate}`;
}

/** `city,YYYY-MM-DD` -> kind of weather, read line by line: the file has no quoted fields. */
function loadWeatherByDay(): ReadonlyMap<string, string> {
  const lines = readFileSync(dataPath('weather.csv'), 'utf8').trim().split('\n').slice(1);
  return new Map(lines.map((line) => [line.split(',').slice(0, 2).join(','), line.split(',').at(-1)?.trim() ?? '']));
}
