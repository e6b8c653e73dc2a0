import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { diagnostics } from './diagnostics.ts';
import { sampleCatalogue } from './sample-catalogue.ts';

const codesOf = (text: string) => diagnostics(text, sampleCatalogue).map(({ code }) => code);

describe('diagnostics', () => {
  it('finds nothing wrong with a sound text', () => {
    expect(codesOf('@{Purchase.total} > 100 and inSegment("VIP")')).toEqual([]);
  });

  it('reports several problems of both kinds in the order of the text', () => {
    expect(codesOf('@{Nobody.x} = 3 and lenght("x") > 2 and @{Visit.page} < "a" and (1 + ')).toEqual([
      'EXPR_UNKNOWN_EVENT',
      'EXPR_UNEXPECTED_CHARACTER',
      'EXPR_UNKNOWN_FUNCTION',
      'EXPR_OPERAND_TYPE',
      'EXPR_UNEXPECTED_END',
    ]);
  });

  it('suggests a near name', () => {
    expect(diagnostics('lenght("x")', sampleCatalogue)[0]?.suggestion).toBe('length');
  });

  it('demands the result type of the place', () => {
    const [problem] = diagnostics('@{Purchase.total}', sampleCatalogue, { resultType: 'boolean' });
    expect(problem?.code).toBe('EXPR_RESULT_TYPE');
  });

  it('is empty exactly when compile accepts the text', () => {
    const accepts = (text: string): boolean => {
      try {
        compile(text, sampleCatalogue);
        return true;
      } catch {
        return false;
      }
    };
    const agree = fc.property(fc.oneof(arbitraryExpression(), fc.string()), (text) => {
      expect(diagnostics(text, sampleCatalogue).length === 0).toBe(accepts(text));
    });
    fc.assert(agree, { numRuns: 500 });
  });
});
