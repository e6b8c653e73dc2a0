/** A stretch of the expression text, in UTF-16 code units: `start` included, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The phase that failed (section 1.1). Syntax and type problems are found before evaluation. */
export type Stage = 'syntax' | 'type' | 'runtime';

/** Stable codes; decisions are made on these, never on the message. */
export type ProblemCode =
  // syntax
  | 'EXPR_TEXT_TOO_LONG'
  | 'EXPR_TOO_DEEP'
  | 'EXPR_TOO_MANY_NODES'
  | 'EXPR_LIST_TOO_LONG'
  | 'EXPR_UNEXPECTED_CHARACTER'
  | 'EXPR_UNEXPECTED_TOKEN'
  | 'EXPR_UNEXPECTED_END'
  | 'EXPR_UNTERMINATED_STRING'
  | 'EXPR_MALFORMED_NUMBER'
  | 'EXPR_INTEGER_TOO_LARGE'
  | 'EXPR_MALFORMED_NAME'
  | 'EXPR_DUPLICATE_OPTION'
  // type
  | 'EXPR_UNKNOWN_FUNCTION'
  | 'EXPR_UNKNOWN_EVENT'
  | 'EXPR_UNKNOWN_DATA_SOURCE'
  | 'EXPR_UNKNOWN_FIELD_GROUP'
  | 'EXPR_UNKNOWN_ACTION'
  | 'EXPR_UNKNOWN_SEGMENT'
  | 'EXPR_UNKNOWN_PARAMETER'
  | 'EXPR_UNKNOWN_TIME_ZONE'
  | 'EXPR_UNKNOWN_UNIT'
  | 'EXPR_ARGUMENT_COUNT'
  | 'EXPR_ARGUMENT_TYPE'
  | 'EXPR_OPERAND_TYPE'
  | 'EXPR_NOT_CONSTANT'
  | 'EXPR_NOT_A_REFERENCE'
  | 'EXPR_LOOP_VARIABLE'
  | 'EXPR_MIXED_LIST'
  | 'EXPR_MIXED_BRANCHES'
  | 'EXPR_DEFAULT_TYPE'
  | 'EXPR_PARAMS_MISPLACED'
  | 'EXPR_TOO_MANY_SEGMENTS'
  | 'EXPR_RESULT_TYPE'
  | 'EXPR_VALUE_TYPE'
  // runtime
  | 'EXPR_OVERFLOW'
  | 'EXPR_MALFORMED_DATE'
  | 'EXPR_IMPOSSIBLE_DATE'
  | 'EXPR_MALFORMED_DURATION'
  | 'EXPR_MALFORMED_VALUE'
  | 'EXPR_MALFORMED_PATTERN'
  | 'EXPR_FIELD_VALUE'
  | 'EXPR_TOO_MANY_STEPS'
  | 'EXPR_RESULT_TOO_LARGE'
  | 'EXPR_DATA_TOO_DEEP';

/** One thing wrong with an expression. A text may have several; each stands alone. */
export interface Problem {
  readonly code: ProblemCode;
  readonly stage: Stage;
  readonly range: Range;
  /** One line that names the value and what was expected. */
  readonly message: string;
  /** A likely correction of the text in `range`, where one is near. */
  readonly suggestion?: string;
}
