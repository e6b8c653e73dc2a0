import type { JsonValue } from '@cairn/expression';
import { describe, expect, it } from 'vitest';
import type { BodyField } from './action.ts';
import { customAction } from './action.ts';
import { actionPane } from './action-variables.ts';
import { renderBody } from './render-body.ts';
import { responseSchema, validateSamples } from './response-schema.ts';

const leaf = (name: string, type: BodyField['type'], members: Partial<BodyField> = {}): BodyField => ({
  name,
  type,
  mode: 'variable',
  label: `The ${name}`,
  ...members,
});
const actionOf = (body: readonly BodyField[], members: object = {}) =>
  customAction.parse({ name: 'Notify', url: 'https://api.example/x', method: 'POST', body, ...members });
const items = leaf('items', 'listObject', {
  fields: [leaf('sku', 'string'), leaf('count', 'integer', { optional: true }), leaf('tags', 'listString')],
});

describe('the body of a request', () => {
  it('joins constants and the values of variables by dotted path', () => {
    const body: BodyField[] = [
      { name: 'kind', type: 'string', mode: 'constant', value: 'delay' },
      { name: 'to', type: 'object', mode: 'constant', fields: [leaf('email', 'string')] },
      {
        name: 'mixed',
        type: 'listAny',
        mode: 'constant',
        items: [{ name: '0', type: 'integer', mode: 'constant', value: 1 }, leaf('1', 'string')],
      },
      { name: 'rows', type: 'listObject', mode: 'constant', value: [{ a: 1 }, { a: 2 }], fields: [] },
    ];
    expect(renderBody(actionOf(body), { 'to.email': 'a@b.example', 'mixed.1': 'two' })).toEqual({
      kind: 'delay',
      to: { email: 'a@b.example' },
      mixed: [1, 'two'],
      rows: [{ a: 1 }, { a: 2 }],
    });
  });

  it('J23 an unmapped member takes the source attribute of its name, a mapped one its path', () => {
    const source: JsonValue = [
      { sku: 'A', article: { code: 'B' }, count: 2, tags: ['x'], other: true },
      { sku: 'C', article: { code: 'D' } },
    ];
    expect(renderBody(actionOf([items]), { items: source })).toEqual({
      items: [
        { sku: 'A', count: 2, tags: ['x'] },
        { sku: 'C', tags: null },
      ],
    });
    expect(renderBody(actionOf([items]), { items: source }, { items: { sku: 'article.code' } })).toMatchObject({
      items: [{ sku: 'B' }, { sku: 'D' }],
    });
  });

  it('leaves out an optional variable without value, or sends null when the action allows it', () => {
    const body = [leaf('a', 'string', { optional: true }), leaf('b', 'string')];
    expect(renderBody(actionOf(body), { a: null })).toEqual({ b: null });
    expect(renderBody(actionOf(body, { allowNull: true }), {})).toEqual({ a: null, b: null });
  });

  it('drops nulls inside lists', () => {
    expect(renderBody(actionOf([leaf('a', 'listString')]), { a: ['x', null, 'y'] })).toEqual({ a: ['x', 'y'] });
    expect(renderBody(actionOf([items]), { items: [null, { sku: 'A', tags: [null] }] })).toEqual({
      items: [{ sku: 'A', tags: [] }],
    });
  });

  it('reads neither prototypes nor members a value map inherits', () => {
    const body = renderBody(actionOf([leaf('constructor', 'string'), leaf('__proto__', 'string')]), {});
    expect(JSON.stringify(body)).toBe('{"constructor":null,"__proto__":null}');
  });
});

describe('the pane of an action', () => {
  const pane = actionPane(
    actionOf(
      [
        { name: 'secretAmount', type: 'integer', mode: 'constant', value: 4711 },
        { name: 'to', type: 'object', mode: 'constant', fields: [leaf('email', 'string', { label: 'Recipient' })] },
        items,
      ],
      {
        headers: [
          { name: 'X-Tenant', mode: 'constant', value: 'tenant-one' },
          { name: 'X-Trace', mode: 'variable', label: 'Trace' },
        ],
        queryParameters: [{ name: 'lang', mode: 'variable', label: 'Language', optional: true }],
        authentication: { type: 'basic', user: 'someone', password: 'hidden' },
      },
    ),
  );

  it('J11 shows a variable header under its label, and no constant one', () => {
    expect(pane.headers).toEqual([{ name: 'X-Trace', label: 'Trace', type: 'string', isOptional: false }]);
    expect(pane.queryParameters).toEqual([{ name: 'lang', label: 'Language', type: 'string', isOptional: true }]);
  });

  it('J17 shows variable fields under their labels, members below their list', () => {
    expect(pane.parameters.map(({ name, label }) => [name, label])).toEqual([
      ['to.email', 'Recipient'],
      ['items', 'The items'],
    ]);
    expect(pane.parameters[1]?.members?.map(({ name }) => name)).toEqual(['sku', 'count', 'tags']);
  });

  it('J18 never shows constants or credentials', () => {
    const text = JSON.stringify(pane);
    for (const hidden of ['4711', 'secretAmount', 'tenant-one', 'someone', 'hidden'])
      expect(text).not.toContain(hidden);
  });
});

describe('the response of an action', () => {
  it('is typed by its samples and always has jo_status_code', () => {
    expect(
      responseSchema({ responseSample: { id: 'x', items: [{ n: 1 }] }, failureSample: { error: 'no', id: 7 } }),
    ).toEqual({
      type: 'object',
      fields: {
        error: { type: 'string' },
        id: { type: 'any' },
        items: { type: 'listObject', fields: { n: { type: 'integer' } } },
        jo_status_code: { type: 'string' },
      },
    });
    expect(responseSchema({})).toEqual({ type: 'object', fields: { jo_status_code: { type: 'string' } } });
  });

  it('holds no lists of mixed elements', () => {
    expect(validateSamples({ responseSample: { a: ['x', 'y'], b: [] } })).toEqual([]);
    expect(validateSamples({ responseSample: { a: [1, 'x'] } }).map(({ path }) => path)).toEqual(['responseSample.a']);
    expect(validateSamples({ failureSample: [1] }).map(({ code }) => code)).toEqual(['MODEL_RESPONSE_ROOT']);
  });
});
