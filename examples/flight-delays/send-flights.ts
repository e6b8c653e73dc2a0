import type { CairnApi } from './cairn-api.ts';
import type { LandedFlight } from './flights.ts';

const linesPerRequest = 500;
/** Requests under way at once, each on a connection of its own that is kept. */
const senders = 4;

/**
 * Sends every flight once, in batches. Throws the signal's reason once it is aborted.
 *
 * @param onSent told after each batch how many are stored.
 */
export async function sendFlights(
  api: CairnApi,
  flights: readonly LandedFlight[],
  onSent: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let next = 0;
  let sent = 0;
  const sendSome = async (): Promise<void> => {
    while (next < flights.length) {
      signal.throwIfAborted();
      const batch = flights.slice(next, next + linesPerRequest);
      next += batch.length;
      await api.sendLines(batch.map(lineOf).join(''));
      sent += batch.length;
      onSent(sent);
    }
  };
  await Promise.all(Array.from({ length: senders }, sendSome));
}

/** One line of the inlet; the flight's id makes a line that is sent again count once. */
function lineOf(flight: LandedFlight): string {
  return `${JSON.stringify({ schema: 'FlightLanding', id: flight.flightId, data: flight })}\n`;
}
