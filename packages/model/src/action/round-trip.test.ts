import type { JsonValue } from '@cairn/expression';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customAction } from './action.ts';
import { bodyVariables } from './action-variables.ts';
import { switchField } from './body-field.ts';
import { pasteBody } from './paste-body.ts';
import { renderBody } from './render-body.ts';
import { validateBody } from './validate-body.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_$]{0,6}$/);
const { sample } = fc.letrec<{ sample: Record<string, JsonValue>; value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    tie('sample'),
  ),
  sample: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
}));

describe('any pasted sample', () => {
  it('passes the rules and is sent as it was pasted until something is made variable', () => {
    fc.assert(
      fc.property(sample, (given) => {
        const text = JSON.stringify(given);
        const pasted = pasteBody(text);
        if (!pasted.ok) throw new Error(JSON.stringify(pasted.issues));
        expect(validateBody(pasted.value)).toEqual([]);
        const action = customAction.parse({ name: 'A', url: 'https://h', method: 'POST', body: pasted.value });
        expect(JSON.parse(JSON.stringify(renderBody(action, {})))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('passes the rules whichever field is made variable, or refuses to make it so', () => {
    fc.assert(
      fc.property(sample, fc.nat(), (given, pick) => {
        const pasted = pasteBody(JSON.stringify(given));
        const fields = pasted.ok ? pasted.value : [];
        const field = fields[pick % Math.max(fields.length, 1)];
        if (field === undefined) return;
        const switched = switchField(fields, field.name, { mode: 'variable', label: 'Label' });
        if (!switched.ok) return;
        expect(validateBody(switched.value)).toEqual([]);
        expect(bodyVariables(switched.value).map((variable) => variable.name)).toEqual([field.name]);
      }),
    );
  });
});
