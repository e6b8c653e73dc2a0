import { compile } from '@cairn/expression';
import { Environment } from '@marcbachmann/cel-js';
import jsonata from 'jsonata';
import { catalogue, now, order, scope } from './order.ts';
import type { Scenario } from './scenarios.ts';

/** Evaluates once; jsonata gives a promise, the others a value. */
export type Run = () => unknown;

export interface Contestant {
  readonly name: string;
  /** Prepares a scenario as an engine would: parsed once, evaluated often. */
  readonly prepare: (scenario: Scenario) => Run;
}

const cel = new Environment().registerVariable('Order', 'dyn').registerVariable('now', 'dyn');

export const contestants: readonly Contestant[] = [
  {
    name: 'by hand',
    prepare:
      ({ byHand }) =>
      () =>
        byHand(scope),
  },
  { name: 'cairn', prepare: prepareCairn },
  { name: 'cel-js', prepare: prepareCel },
  { name: 'jsonata', prepare: prepareJsonata },
];

function prepareCairn({ cairn, result }: Scenario): Run {
  const compiled = compile(cairn, catalogue);
  return typeof result === 'boolean' ? () => compiled.evaluateBoolean(scope) : () => compiled.evaluateJson(scope);
}

function prepareCel({ cel: text }: Scenario): Run {
  const evaluate = cel.parse(text);
  const data = { Order: order, now: new Date(now.epochMilliseconds) };
  return () => evaluate(data);
}

function prepareJsonata({ jsonata: text }: Scenario): Run {
  const expression = jsonata(text);
  const data = { Order: order };
  const bindings = { clock: now.epochMilliseconds };
  return () => expression.evaluate(data, bindings);
}
