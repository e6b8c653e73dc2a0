import type { FieldSchema } from '../catalogue.ts';
import type { Frame } from '../frame.ts';
import type { JsonValue } from '../json.ts';
import type { TypeName } from '../type.ts';
import type { Value, ValueTypes } from '../values/value.ts';

export type Category = 'segment' | 'aggregation' | 'conversion' | 'date' | 'list' | 'math' | 'string';

/** A function of the language, as data: the checker, the editor's help and the reference are made from it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly category: Category;
  readonly description: { readonly en: string; readonly fr: string };
  /** Evaluated against the sample data of the specification; `result` in the form of section 13.3. */
  readonly example: { readonly expression: string; readonly result: JsonValue };
  readonly signatures: readonly Signature[];
  /** The signatures as people read them, where one line stands for several types. */
  readonly forms: readonly string[];
}

/**
 * What a parameter demands beside its type.
 * `constant`: one string literal. `constant zone`: a literal that names a time zone. `zone`, `unit`: any text, but a
 * literal is checked at once. `field`: a list of objects must be a field reference.
 */
export type Demand = 'constant' | 'constant zone' | 'zone' | 'unit' | 'field';

export interface Parameter {
  readonly name: string;
  readonly type: TypeName;
  readonly demand?: Demand;
}

/** Called with the arguments and, behind them, the frame of the evaluation. */
export type Implementation = (...args: readonly (Value | Frame)[]) => Value;

export interface Signature {
  readonly params: readonly Parameter[];
  /** `same`: the type of the first argument, a list. */
  readonly result: TypeName | 'same';
  /** True when the implementation takes null arguments; otherwise null gives null, or false for a boolean. */
  readonly takesNull: boolean;
  /** Makes the implementation; `schema` declares the elements of the first argument where they are objects. */
  readonly bind: (schema: FieldSchema | undefined) => Implementation;
}

/** Steps that one call is worth beside what it charges by the size of its arguments: dates and zones are slow. */
export const callCosts: Readonly<Record<Category, number>> = {
  segment: 1,
  aggregation: 1,
  conversion: 60,
  date: 120,
  list: 1,
  math: 1,
  string: 1,
};

/** A parameter as it is written in a definition: `name: type`, and a demand in parentheses. */
type ParameterText = `${string}: ${TypeName}` | `${string}: ${TypeName} (${Demand})`;

type TypeOf<P> = P extends `${string}: ${infer T} (${string})` ? T : P extends `${string}: ${infer T}` ? T : never;

type Arguments<P extends readonly ParameterText[], Null> = {
  -readonly [K in keyof P]: TypeOf<P[K]> extends keyof ValueTypes ? ValueTypes[TypeOf<P[K]>] | Null : never;
};

type Result<R> = R extends keyof ValueTypes ? ValueTypes[R] | null : readonly Value[] | null;

/** A signature whose implementation never sees null: null arguments are answered for it (section 5). */
export function signature<const P extends readonly ParameterText[], R extends TypeName | 'same'>(
  params: P,
  result: R,
  call: (...args: [...Arguments<P, never>, Frame]) => Result<R>,
): Signature {
  return { params: params.map(readParameter), result, takesNull: false, bind: () => call as unknown as Implementation };
}

/** A signature whose implementation has its own rule for null. */
export function nullable<const P extends readonly ParameterText[], R extends TypeName | 'same'>(
  params: P,
  result: R,
  call: (...args: [...Arguments<P, null>, Frame]) => Result<R>,
): Signature {
  return { params: params.map(readParameter), result, takesNull: true, bind: () => call as unknown as Implementation };
}

/** A signature over objects, whose implementation reads attributes as they are declared; never sees null. */
export function keyed<const P extends readonly ParameterText[], R extends TypeName | 'same'>(
  params: P,
  result: R,
  bind: (schema: FieldSchema | undefined) => (...args: [...Arguments<P, never>, Frame]) => Result<R>,
): Signature {
  return {
    params: params.map(readParameter),
    result,
    takesNull: false,
    bind: (schema) => bind(schema) as unknown as Implementation,
  };
}

function readParameter(text: ParameterText): Parameter {
  const [, name, type, demand] = /^([^:]+): (\w+)(?: \((.+)\))?$/.exec(text)!;
  const parameter = { name: name!, type: type as TypeName };
  return demand === undefined ? parameter : { ...parameter, demand: demand as Demand };
}

/** Fills in the forms that follow from the signatures. */
export function define(
  category: Category,
  name: string,
  definition: Omit<FunctionDefinition, 'category' | 'name' | 'forms'> & { readonly forms?: readonly string[] },
): FunctionDefinition {
  return { category, name, ...definition, forms: definition.forms ?? definition.signatures.map(formOf) };
}

function formOf({ params, result }: Signature): string {
  const list = params.map(
    ({ name, type, demand }) => `${demand?.startsWith('constant') ? 'constant ' : ''}${type} ${name}`,
  );
  return `(${list.join(', ')}): ${result}`;
}
