import type { ProblemCode, Stage } from './problem.ts';

/**
 * What value code throws: it knows what went wrong, not where. `CompiledExpression` turns it into an ExpressionError
 * with the range of the node at work. Not an Error, because a stack would cost more than the evaluation.
 */
export class Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly stage: Stage;

  constructor(code: ProblemCode, message: string, stage: Stage = 'runtime') {
    this.code = code;
    this.message = message;
    this.stage = stage;
  }
}

/** A value of an undeclared field turned out to be of the wrong kind (section 1.2). */
export function typeFault(message: string): Fault {
  return new Fault('EXPR_VALUE_TYPE', message, 'type');
}

/** A value as it is shown in messages: short, on one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Map) return 'an object';
  return value !== null && typeof value === 'object' && value.constructor === Object ? 'an object' : String(value);
}
