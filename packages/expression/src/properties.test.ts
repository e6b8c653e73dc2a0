import fc from 'fast-check';
import { expect, it } from 'vitest';
import { payloads, typedCatalogue, typedExpressions } from './arbitrary-typed.ts';
import { compile } from './compile.ts';
import { scopeFromContext } from './context.ts';
import { ExpressionError } from './error.ts';
import type { JsonValue } from './json.ts';
import { parse } from './parser.ts';

const now = '2024-03-15T10:20:30.5Z';

function stageOf(text: string, payload: JsonValue): string {
  try {
    compile(text, typedCatalogue).evaluateJson(scopeFromContext({ now, events: { E: payload } }));
    return 'value';
  } catch (error) {
    if (error instanceof ExpressionError) return error.stage;
    throw error;
  }
}

it('never fails with a type error where a well-typed expression reads declared fields, whatever they hold', () => {
  fc.assert(
    fc.property(typedExpressions(), payloads(), (text, payload) => {
      expect(['value', 'runtime']).toContain(stageOf(text, payload as JsonValue));
    }),
    { numRuns: 2_000 },
  );
});

it('gives the same result every time', () => {
  fc.assert(
    fc.property(typedExpressions(), payloads(), (text, payload) => {
      expect(stageOf(text, payload as JsonValue)).toBe(stageOf(text, payload as JsonValue));
    }),
  );
});

it('reports every problem of a text within the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      for (const { range } of parse(text).problems) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
