import { describe, expect, it } from 'vitest';
import type { BodyField } from './action.ts';
import { switchField } from './body-field.ts';
import { pasteBody } from './paste-body.ts';
import { validateBody } from './validate-body.ts';

const paste = (sample: unknown): readonly BodyField[] => {
  const pasted = pasteBody(typeof sample === 'string' ? sample : JSON.stringify(sample));
  if (!pasted.ok) throw new Error(JSON.stringify(pasted.issues));
  return pasted.value;
};
const refusal = (sample: unknown) => {
  const pasted = pasteBody(typeof sample === 'string' ? sample : JSON.stringify(sample));
  return pasted.ok ? [] : pasted.issues.map(({ code, path }) => [code, path]);
};
const variable = { mode: 'variable', label: 'Chosen' } as const;
const switched = (body: readonly BodyField[], path: string) => {
  const outcome = switchField(body, path, variable);
  return outcome.ok ? outcome.value : outcome.issues.map(({ code }) => code);
};

describe('a pasted JSON sample', () => {
  it('J13 that is not valid JSON is refused and gives no fields', () => {
    expect(refusal('{"a": 1,}')).toEqual([['MODEL_JSON_INVALID', 'body']]);
    expect(refusal('[1]')).toEqual([['MODEL_BODY_ROOT', 'body']]);
  });

  it('J14 with a field a.b or $a is refused, at any depth', () => {
    expect(refusal({ 'a.b': 1 })).toEqual([['MODEL_BODY_FIELD_NAME', 'body.a.b']]);
    expect(refusal({ x: [{ y: { $a: 1 } }] })).toEqual([['MODEL_BODY_FIELD_NAME', 'body.x.0.y.$a']]);
  });

  it('J15 becomes constant fields with the sample values and inferred types', () => {
    expect(paste({ title: 'Sorry', amount: 25, to: { email: 'a@b.example' } })).toEqual([
      { name: 'title', type: 'string', mode: 'constant', value: 'Sorry' },
      { name: 'amount', type: 'integer', mode: 'constant', value: 25 },
      {
        name: 'to',
        type: 'object',
        mode: 'constant',
        fields: [{ name: 'email', type: 'string', mode: 'constant', value: 'a@b.example' }],
      },
    ]);
  });

  it.each([
    ['x', 'string'],
    [3, 'integer'],
    [3.5, 'decimal'],
    [true, 'boolean'],
    [['a'], 'listString'],
    [[{ a: 1 }], 'listObject'],
    [[1, 2.5], 'listDecimal'],
    [['a', null], 'listString'],
    ['2001-01-10T12:50:00Z', 'dateTime'],
    ['2001-01-10T12:50:00', 'dateTimeOnly'],
    ['2001-01-10', 'dateOnly'],
    [['2001-01-10'], 'listDateOnly'],
    [null, 'any'],
  ])('J16 infers from %j the type %s', (value, type) => {
    expect(paste({ field: value })[0]?.type).toBe(type);
  });

  it('J19 with an empty array is refused; the first object of an array alone defines members', () => {
    expect(refusal({ a: [] })).toEqual([['MODEL_BODY_EMPTY_LIST', 'body.a']]);
    expect(refusal({ a: [{ b: [] }] })).toEqual([['MODEL_BODY_EMPTY_LIST', 'body.a.0.b']]);
    expect(paste({ a: [{ one: 1 }, { two: 2 }] })[0]?.fields?.map(({ name }) => name)).toEqual(['one']);
  });

  it('always passes the rules of a body', () => {
    const sample = { a: [{ b: [1], c: { d: null } }], e: [1, 'a', null, [2], { f: 1 }], g: {}, h: ['x', null] };
    expect(validateBody(paste(sample))).toEqual([]);
  });

  it('keeps a member called __proto__ as data', () => {
    const fields = paste('{"__proto__": {"a": 1}}');
    expect(fields.map(({ name }) => name)).toEqual(['__proto__']);
  });

  it('is refused when it nests beyond reason', () => {
    expect(refusal(`{"a":${'['.repeat(5_000)}1${']'.repeat(5_000)}}`)).toEqual([['MODEL_JSON_TOO_DEEP', 'body']]);
  });
});

describe('switching a field', () => {
  it('J17 to variable asks for a label', () => {
    const body = paste({ a: 1 });
    const unlabelled = switchField(body, 'a', { mode: 'variable', label: ' ' });
    expect(!unlabelled.ok && unlabelled.issues[0]?.code).toBe('MODEL_BODY_LABEL');
    expect(switched(body, 'a')).toEqual([{ name: 'a', type: 'integer', mode: 'variable', label: 'Chosen' }]);
  });

  it('and back puts a constant in place', () => {
    const body = switched(paste({ o: { a: 1 } }), 'o.a') as readonly BodyField[];
    const back = switchField(body, 'o.a', { mode: 'constant', value: 7 });
    expect(back.ok && back.value).toEqual(paste({ o: { a: 7 } }));
  });

  it('J20 an object array turns all its members variable', () => {
    const [list] = switched(paste({ items: [{ sku: 'x', tags: ['a'], size: { w: 1 } }] }), 'items') as BodyField[];
    expect(list).toEqual({
      name: 'items',
      type: 'listObject',
      mode: 'variable',
      label: 'Chosen',
      fields: [
        { name: 'sku', type: 'string', mode: 'variable', label: 'sku' },
        { name: 'tags', type: 'listString', mode: 'variable', label: 'tags' },
        {
          name: 'size',
          type: 'object',
          mode: 'constant',
          fields: [{ name: 'w', type: 'integer', mode: 'variable', label: 'w' }],
        },
      ],
    });
    expect(validateBody([list as BodyField])).toEqual([]);
  });

  it('J21 mixed arrays and arrays of arrays are listAny: never variable, their elements can be', () => {
    const body = paste({ mixed: [1, 'a', null], nested: [[1]] });
    expect(body.map(({ type }) => type)).toEqual(['listAny', 'listAny']);
    expect(switched(body, 'mixed')).toEqual(['MODEL_BODY_ANY_VARIABLE']);
    expect(switched(body, 'nested')).toEqual(['MODEL_BODY_ANY_VARIABLE']);
    const withElement = switched(body, 'mixed.1') as readonly BodyField[];
    expect(withElement[0]?.items?.[1]).toEqual({ name: '1', type: 'string', mode: 'variable', label: 'Chosen' });
    expect(validateBody(withElement)).toEqual([]);
  });

  it('J22 an object array that contains an array of objects cannot be variable', () => {
    const body = paste({ items: [{ parts: [{ id: 1 }] }], deep: [{ a: { parts: [{ id: 1 }] } }] });
    expect(switched(body, 'items')).toEqual(['MODEL_BODY_NESTED_OBJECTS']);
    expect(switched(body, 'deep')).toEqual(['MODEL_BODY_NESTED_OBJECTS']);
    const forced = body.map((field) => ({ ...field, mode: 'variable' as const, label: 'x', value: undefined }));
    expect(validateBody(forced).map(({ code }) => code)).toContain('MODEL_BODY_NESTED_OBJECTS');
  });

  it('refuses an object, a member apart from its list, and a field that is not there', () => {
    const body = paste({ o: { a: 1 }, items: [{ a: 1 }] });
    expect(switched(body, 'o')).toEqual(['MODEL_BODY_OBJECT_VARIABLE']);
    expect(switched(body, 'items.a')).toEqual(['MODEL_BODY_MEMBER_MODE']);
    expect(switched(body, 'o.b')).toEqual(['MODEL_BODY_FIELD_UNKNOWN']);
  });
});

describe('a body sent to the API', () => {
  it.each([
    [{ name: 'a', type: 'integer', mode: 'constant', value: '5' }, 'MODEL_BODY_VALUE'],
    [{ name: 'a', type: 'integer', mode: 'constant' }, 'MODEL_BODY_VALUE'],
    [{ name: 'a', type: 'integer', mode: 'variable' }, 'MODEL_BODY_LABEL'],
    [{ name: 'a', type: 'integer', mode: 'variable', label: 'A', value: 1 }, 'MODEL_BODY_STRUCTURE'],
    [{ name: '$a', type: 'integer', mode: 'constant', value: 1 }, 'MODEL_BODY_FIELD_NAME'],
    [{ name: 'a', type: 'object', mode: 'constant' }, 'MODEL_BODY_STRUCTURE'],
    [{ name: 'a', type: 'listAny', mode: 'constant', items: [] }, 'MODEL_BODY_EMPTY_LIST'],
    [{ name: 'a', type: 'listString', mode: 'constant', value: [] }, 'MODEL_BODY_EMPTY_LIST'],
  ] as const)('is refused for %j with %s', (field, code) => {
    expect(validateBody([field]).map((found) => found.code)).toContain(code);
  });

  it('has a bounded number of fields', () => {
    const fields = Array.from({ length: 1_001 }, (_, index) => ({
      name: `f${index}`,
      type: 'integer' as const,
      mode: 'constant' as const,
      value: 1,
    }));
    expect(validateBody(fields.slice(0, 1_000))).toEqual([]);
    expect(validateBody(fields).map(({ code }) => code)).toEqual(['MODEL_LIMIT']);
  });
});
