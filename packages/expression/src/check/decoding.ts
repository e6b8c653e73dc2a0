import type { Evaluator, Frame } from '../frame.ts';
import { charge } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import type { Range } from '../problem.ts';
import type { TypeName } from '../type.ts';
import { decode } from '../values/conversion.ts';
import type { Value } from '../values/value.ts';
import type { Raw } from './steps.ts';

/**
 * The last stage of a reference: payload JSON to a value of the static type (section 4.6). Strings, numbers and
 * booleans that are what they should be pass without a call.
 */
export function emitDecoding(read: Raw, type: TypeName, range: Range): Evaluator {
  switch (type) {
    case 'any':
    case 'null':
      return (frame) => (read(frame) ?? null) as Value;
    case 'string':
      return emitString(read, range);
    case 'boolean':
      return emitBoolean(read, range);
    case 'integer':
      return emitInteger(read, range);
    case 'decimal':
      return emitDecimal(read, range);
    default:
      return (frame) => decodeAt(frame, read(frame), type, range);
  }
}

/** Dates and durations are parsed; other values are only looked at. */
function decodingCost(type: TypeName): number {
  return /date|duration/i.test(type) ? 10 : 1;
}

function decodeAt(frame: Frame, raw: JsonValue | undefined, type: TypeName, range: Range): Value {
  if (raw === undefined || raw === null) return null;
  frame.at = range;
  if (Array.isArray(raw)) charge(frame, raw.length * decodingCost(type));
  else charge(frame, decodingCost(type));
  return decode(raw, type);
}

function emitString(read: Raw, range: Range): Evaluator {
  return (frame) => {
    const raw = read(frame);
    return typeof raw === 'string' ? raw : decodeAt(frame, raw, 'string', range);
  };
}

function emitBoolean(read: Raw, range: Range): Evaluator {
  return (frame) => {
    const raw = read(frame);
    return typeof raw === 'boolean' ? raw : decodeAt(frame, raw, 'boolean', range);
  };
}

function emitInteger(read: Raw, range: Range): Evaluator {
  return (frame) => {
    const raw = read(frame);
    return Number.isSafeInteger(raw) ? (raw as number) : decodeAt(frame, raw, 'integer', range);
  };
}

function emitDecimal(read: Raw, range: Range): Evaluator {
  return (frame) => {
    const raw = read(frame);
    return typeof raw === 'number' ? raw : decodeAt(frame, raw, 'decimal', range);
  };
}
