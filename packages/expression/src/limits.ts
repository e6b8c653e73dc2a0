/** Bounds of the language. Every one is tested on both sides; going over one is an ExpressionError, never a slow answer. */
export const limits = {
  /** UTF-16 code units of one expression text. */
  textLength: 32_768,
  /** Nesting of parentheses, calls, lists, references, `not` and unary minus; and steps of one path. */
  depth: 64,
  /** Nodes of one tree, path steps included. */
  nodes: 5_000,
  /** Elements of one list literal. */
  listLiteral: 1_000,
  /** Segments one expression may test. */
  segments: 100,
  /** Steps of one evaluation: nodes evaluated, list elements visited, and one for every 16 code units of text worked on. */
  steps: 1_000_000,
  /** Size of a result, and of any text made on the way, in code units of its JSON form. */
  resultLength: 1_048_576,
  /** Nesting of a payload value that is compared, measured or returned. */
  dataDepth: 200,
  /** Code units of one regular expression. */
  patternLength: 1_000,
  /** States of one compiled regular expression, estimated before it is compiled. */
  patternStates: 2_000,
} as const;
