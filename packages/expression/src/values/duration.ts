import { Fault, show } from '../fault.ts';
import { addIntegers, type Integer, multiplyIntegers, negateInteger } from './integer.ts';

/** A signed count of milliseconds. */
export class Duration {
  readonly ms: Integer;

  constructor(ms: Integer) {
    this.ms = ms;
  }

  toString(): string {
    return durationText(this);
  }
}

export function addDurations(a: Duration, b: Duration): Duration {
  return new Duration(addIntegers(a.ms, b.ms));
}

const pattern = /^([+-]?)P(?:([+-]?\d+)D)?(T?)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:[.,](\d{0,9}))?S)?$/i;

/** Reads the text of section 10.5; throws EXPR_MALFORMED_DURATION. */
export function parseDuration(text: string): Duration {
  const match = text.length > 200 ? null : pattern.exec(text);
  if (match === null) throw malformed(text);
  const [, sign, days, timeMark, hours, minutes, seconds, fraction] = match;
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if ((timeMark !== '' && !hasTime) || (days === undefined && !hasTime)) throw malformed(text);
  const parts = [part(days, 86_400_000), part(hours, 3_600_000), part(minutes, 60_000), part(seconds, 1000)];
  const millis = Number(`${fraction ?? ''}000`.slice(0, 3));
  const total = parts.reduce(addIntegers, seconds?.startsWith('-') ? -millis : millis);
  return new Duration(sign === '-' ? negateInteger(total) : total);
}

function part(digits: string | undefined, unitMs: number): Integer {
  if (digits === undefined) return 0;
  const count = Number(digits);
  if (!Number.isSafeInteger(count)) throw new Fault('EXPR_OVERFLOW', `${show(digits)} is too much for a duration`);
  return multiplyIntegers(count, unitMs);
}

function malformed(text: string): Fault {
  return new Fault('EXPR_MALFORMED_DURATION', `${show(text)} is no duration; write one like "PT1H30M" or "P2D"`);
}

/** ISO text: hours, minutes and seconds after `PT`, each left out when zero, each signed as needed. */
export function durationText(duration: Duration): string {
  const total = BigInt(duration.ms);
  const hours = total / 3_600_000n;
  const minutes = (total / 60_000n) % 60n;
  const millis = Number(total % 60_000n);
  const text = `${unit(hours, 'H')}${unit(minutes, 'M')}${millis === 0 ? '' : `${millis / 1000}S`}`;
  return text === '' ? 'PT0S' : `PT${text}`;
}

function unit(count: bigint, letter: string): string {
  return count === 0n ? '' : `${count}${letter}`;
}
