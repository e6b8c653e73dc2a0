import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A flight of the npm package vega-datasets: real US flights of 2001. Delay in minutes (negative = early), distance in miles. */
export interface Flight {
  readonly date: string;
  readonly delay: number;
  readonly distance: number;
  readonly origin: string;
  readonly destination: string;
}

/** The landed event Cairn receives: one passenger per flight, numbered by the flight's place in the file. */
export interface LandedFlight {
  readonly eventType: 'flight.landed';
  readonly flightId: string;
  readonly passengerId: string;
  readonly email: string;
  readonly delayMinutes: number;
  readonly distanceMiles: number;
  readonly origin: string;
  readonly destination: string;
  /** Local time of departure, 2001. */
  readonly departedAt: string;
  /** City of the weather file that the flight goes to, or "". */
  readonly destinationCity: string;
  /** The same day of 2012, the first year of the weather file. */
  readonly weatherDate: string;
}

export const flightFiles = ['flights-2k.json', 'flights-20k.json', 'flights-200k.json'] as const;
export type FlightFile = (typeof flightFiles)[number];

const dataFolder = join(import.meta.dirname, '..', '..', 'node_modules', 'vega-datasets', 'data');

/** Path of a data file of vega-datasets. */
export function dataPath(name: string): string {
  return join(dataFolder, name);
}

/** All flights of a file, as events. The 200k file knows neither date nor airports: those stay constant. */
export function loadLandedFlights(file: FlightFile): LandedFlight[] {
  const flights = JSON.parse(readFileSync(dataPath(file), 'utf8')) as Partial<Flight>[];
  return flights.map(landedFlight);
}

const cities: Readonly<Record<string, string>> = { SEA: 'Seattle', JFK: 'New York', LGA: 'New York', EWR: 'New York' };

function landedFlight(flight: Partial<Flight>, index: number): LandedFlight {
  const { date = '2001/01/01 00:00', delay = 0, distance = 0, origin = '', destination = '' } = flight;
  const number = String(index + 1).padStart(6, '0');
  const [day = '', time = ''] = date.replaceAll('/', '-').split(' ');
  return {
    eventType: 'flight.landed',
    flightId: `FL-${number}`,
    passengerId: `PAX-${number}`,
    email: `pax-${number}@example.com`,
    delayMinutes: delay,
    distanceMiles: distance,
    origin,
    destination,
    departedAt: `${day}T${time}:00`,
    destinationCity: cities[destination] ?? '',
    weatherDate: day.replace(/^2001/, '2012'),
  };
}
