import { isUtf8 } from 'node:buffer';
import { type JsonValue, parseJson } from '@cairn/expression';
import { ApiError } from '../errors/api-error.ts';
import { malformed, refuseDeepNesting, refuseForbiddenKeys } from '../strict-json.ts';

/** A body as text and as value; the value keeps every number as sent. */
export interface InletBody {
  readonly text: string;
  readonly value: JsonValue;
}

/** Throws API_MALFORMED_JSON, API_NESTING_TOO_DEEP or API_FORBIDDEN_KEY. */
export function readBody(bytes: Buffer, maxDepth: number): InletBody {
  if (!isUtf8(bytes)) throw new ApiError('API_MALFORMED_JSON', { reason: 'it is not UTF-8' });
  const text = bytes.toString();
  refuseDeepNesting(text, maxDepth);
  refuseForbiddenKeys(text);
  try {
    return { text, value: parseJson(text) };
  } catch (cause) {
    throw malformed(text, cause);
  }
}
