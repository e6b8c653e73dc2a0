import { compileText } from './compile.ts';
import { type ContextHost, scopeFromContext } from './context.ts';
import { catalogueFromContext } from './context-catalogue.ts';
import { ExpressionError } from './error.ts';
import { Fault } from './fault.ts';
import type { JsonValue } from './json.ts';
import { isScalarObject, toJson } from './values/to-json.ts';
import { isListValue, kindOf, type Value } from './values/value.ts';

/**
 * Evaluates a text against a test context and gives the result in the form of section 13.3: plain JSON, date types and
 * durations as `{type, value}`, an error as `{error, message}` where `error` is syntax, type or runtime.
 */
export function resultOf(text: string, context: JsonValue, host?: ContextHost): JsonValue {
  try {
    const value = compileText(text, catalogueFromContext(context)).evaluateValue(scopeFromContext(context, host));
    toJson(value); // refuses what is too large or too deep
    return typedJson(value);
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof Fault)) throw error;
    return { error: error.stage, message: error.message };
  }
}

function typedJson(value: Value): JsonValue {
  if (isListValue(value)) return value.map(typedJson);
  const json = toJson(value);
  const isTyped = value !== null && isScalarObject(value) && typeof json === 'string';
  return isTyped ? { type: kindOf(value), value: json } : json;
}
