import { readFileSync } from 'node:fs';
import {
  catalogueFromContext,
  compile,
  ExpressionError,
  functionTable,
  type JsonValue,
  parseJson,
  resultOf,
  stringifyJson,
} from '@cairn/expression';
import { diagnostics, format } from '@cairn/expression/editor';
import { table } from '../client/table.ts';
import { UserError } from '../user-error.ts';

export interface EvaluateOptions {
  readonly context?: string;
  readonly cases?: string;
}

/** `expr eval TEXT [--context FILE]` prints value and static type; `--cases FILE` evaluates an array of cases in one go. */
export async function evaluate(text: string | undefined, options: EvaluateOptions): Promise<void> {
  if (options.cases !== undefined) {
    await print(`[${readCases(options.cases).map(evaluateCase).join(',\n')}]\n`);
    return;
  }
  if (text === undefined) throw new UserError('Give a text to evaluate, or --cases FILE.');
  const context = readContext(options.context);
  const result = resultOf(text, context, chance);
  if (isError(result)) {
    await print(`${stringifyJson(result)}\n`);
    process.exitCode = 1;
    return;
  }
  const type = compile(text, catalogueFromContext(context)).type;
  await print(`${stringifyJson({ value: result, type })}\n`);
}

/** Prints every problem of the text with a caret; the exit code is 1 when there is one. */
export async function check(text: string, options: { readonly context?: string }): Promise<void> {
  const catalogue = catalogueFromContext(readContext(options.context));
  const problems = diagnostics(text, catalogue);
  for (const problem of problems) {
    const error = new ExpressionError(text, problem);
    await print(
      `${problem.stage} error ${problem.code} at ${problem.range.start}: ${problem.message}\n${error.caret}\n`,
    );
  }
  if (problems.length > 0) process.exitCode = 1;
  else await print(`ok: ${compile(text, catalogue).type}\n`);
}

/** Prints the text in its canonical layout. */
export async function formatText(text: string): Promise<void> {
  try {
    await print(`${format(text)}\n`);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new UserError(`${error.message}\n${error.caret}`, { cause: error });
  }
}

/** Prints the table of functions, or one function with its forms and example. */
export async function functions(name: string | undefined): Promise<void> {
  if (name === undefined) {
    const rows = functionTable.map((entry) => [entry.name, entry.category, entry.description.en]);
    await print(`${table(['function', 'category', 'what it does'], rows)}\n`);
    return;
  }
  const entry = functionTable.find((candidate) => candidate.name === name);
  if (!entry) throw new UserError(`There is no function ${name}. See: npx cairn expr functions`);
  const { description, example, forms } = entry;
  await print(
    `${forms.join('\n')}\n\n${description.en}\n\n${example.expression}  ->  ${stringifyJson(example.result)}\n`,
  );
}

/** Outside of a journey, chance is real and the clock is the machine's unless the context names a time. */
const chance = {
  now: Temporal.Now.instant(),
  random: Math.random,
  uuid: () => crypto.randomUUID(),
};

interface Case {
  readonly id: JsonValue;
  readonly expression: string;
  readonly context: JsonValue;
}

function evaluateCase({ id, expression, context }: Case): string {
  return stringifyJson({ id, result: resultOf(expression, context, chance) });
}

function readCases(path: string): Case[] {
  const cases = readJson(path);
  if (!Array.isArray(cases)) throw new UserError(`${path} must hold a JSON array of {id, expression, context}.`);
  return cases.map((item, index) => {
    const id = memberOf(item, 'id');
    const expression = memberOf(item, 'expression');
    if (id === undefined) throw new UserError(`${path}: case ${index} has no id.`);
    if (typeof expression !== 'string')
      throw new UserError(`${path}: the expression of case ${index} must be a string.`);
    return { id, expression, context: memberOf(item, 'context') ?? {} };
  });
}

function readContext(path: string | undefined): JsonValue {
  return path === undefined ? {} : readJson(path);
}

function readJson(path: string): JsonValue {
  try {
    return parseJson(readFileSync(path === '-' ? 0 : path, 'utf8'));
  } catch (cause) {
    throw new UserError(`${path} cannot be read as JSON: ${(cause as Error).message}`, { cause });
  }
}

function memberOf(value: JsonValue, name: string): JsonValue | undefined {
  if (value instanceof Map) return value.get(name) as JsonValue | undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, JsonValue>)[name] : undefined;
}

function isError(result: JsonValue): boolean {
  return memberOf(result, 'error') !== undefined && typeof memberOf(result, 'message') === 'string';
}

/** Waits until the pipe took everything: an output of megabytes must not be cut off by the end of the process. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}
