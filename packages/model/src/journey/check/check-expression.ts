import { type CompiledExpression, compile, ExpressionError, type TypeName } from '@cairn/expression';
import type { Activity } from '../activity.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import { checkNeeds } from './check-needs.ts';
import type { JourneyCheck } from './journey-check.ts';

/** An expression in its place of use. */
export interface ExpressionUse {
  readonly text: string;
  readonly activity: Activity;
  readonly field: string;
  /** Type that the place imposes; absent for any. */
  readonly resultType?: TypeName | undefined;
  /** Issue for a value of another type. */
  readonly typeIssue: (reason: string) => JourneyIssue;
  /** Looks at a value that has no single imposed type: null when it is fine, else the reason why it is not. */
  readonly accept?: ((compiled: CompiledExpression) => string | null) | undefined;
}

/** The expression compiles against what the journey can read, has the type of its place, and what it reads can be had. */
export const checkExpression = (use: ExpressionUse, check: JourneyCheck): readonly JourneyIssue[] => {
  const compiled = compileUse(use, check);
  if ('code' in compiled) return [compiled];
  const refused = use.accept?.(compiled) ?? null;
  const needs = checkNeeds(compiled.needs, { activity: use.activity, field: use.field, chain: [] }, check);
  return refused === null ? needs : [use.typeIssue(refused), ...needs];
};

const compileUse = (use: ExpressionUse, check: JourneyCheck): CompiledExpression | JourneyIssue => {
  try {
    return compile(use.text, check.catalogue, use.resultType === undefined ? {} : { resultType: use.resultType });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (error.code === 'EXPR_RESULT_TYPE') return use.typeIssue(error.message);
    const place = { activityId: use.activity.id, field: use.field };
    return journeyIssue('ERR_JOURNEYVERSION_800', place, { reason: error.message });
  }
};
