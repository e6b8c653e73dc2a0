import type { FunctionDefinition } from '../functions/definition.ts';
import { findFunction } from '../functions/table.ts';
import type { TypeName } from '../type.ts';

/** Types that a parameter takes, over all signatures of the function that have it. */
export function parameterTypes(functionName: string, index: number): readonly TypeName[] {
  if (functionName === 'date') return ['string'];
  const types = findFunction(functionName)?.signatures.flatMap(({ params }) => params[index]?.type ?? []) ?? [];
  const distinct = [...new Set(types)];
  return distinct.includes('any') ? [] : distinct;
}

/** Types that a function may give, `same` standing for any list. */
export function resultTypes({ signatures }: FunctionDefinition): readonly TypeName[] {
  return [...new Set(signatures.map(({ result }) => (result === 'same' ? 'listAny' : result)))];
}

/** What the parameters of a function at an index demand of a string literal, such as the name of a zone. */
export function parameterDemands(functionName: string, index: number): ReadonlySet<string> {
  const params = findFunction(functionName)?.signatures.map((signature) => signature.params[index]) ?? [];
  return new Set(params.flatMap((param) => param?.demand ?? []));
}
