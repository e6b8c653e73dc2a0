import type { JsonValue } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { exceedsDepth } from './json-depth.ts';

/** Bounds of a JSON sample pasted by an author: characters of text, levels of nesting. */
export const sampleLimits = { characters: 1_000_000, depth: 20 } as const;

/** The outcome of reading what somebody pasted: a value, or the reasons why there is none. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads a pasted JSON sample. Codes: MODEL_JSON_INVALID, MODEL_JSON_TOO_DEEP, MODEL_LIMIT. */
export const parseSample = (text: string, path: string): Outcome<JsonValue> => {
  if (text.length > sampleLimits.characters) {
    return refuse(issue('MODEL_LIMIT', path, { what: 'characters', max: sampleLimits.characters }));
  }
  try {
    const value: JsonValue = JSON.parse(text);
    return exceedsDepth(value, sampleLimits.depth)
      ? refuse(issue('MODEL_JSON_TOO_DEEP', path, { max: sampleLimits.depth }))
      : { ok: true, value };
  } catch (cause) {
    return refuse(issue('MODEL_JSON_INVALID', path, { reason: (cause as SyntaxError).message }));
  }
};

export const refuse = (...issues: readonly Issue[]): { readonly ok: false; readonly issues: readonly Issue[] } => ({
  ok: false,
  issues,
});
