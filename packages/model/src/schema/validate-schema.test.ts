import { describe, expect, it } from 'vitest';
import { flightSchema } from './sample-schema.fixture.ts';
import { schemaDefinition } from './schema-definition.ts';
import { validateSchema } from './validate-schema.ts';

const withProperties = (properties: Record<string, object>, required?: string[]) =>
  schemaDefinition.parse({
    name: 'S',
    class: 'event',
    document: { type: 'object', properties, ...(required ? { required } : {}) },
  });
const codes = (schema: ReturnType<typeof withProperties>) =>
  validateSchema(schema).map(({ code, path }) => [code, path]);

describe('a registered schema', () => {
  it('is accepted with every supported keyword and marker', () => {
    expect(schemaDefinition.safeParse(flightSchema).success).toBe(true);
    expect(validateSchema(flightSchema)).toEqual([]);
  });

  it('is refused with a keyword that Cairn would not check', () => {
    const parsed = schemaDefinition.safeParse({
      name: 'S',
      class: 'event',
      document: { type: 'object', properties: { a: { type: 'string', pattern: 'x' } } },
    });
    expect(parsed.error?.issues[0]?.message).toContain('pattern');
  });

  it('must be an object with properties', () => {
    const schema = schemaDefinition.parse({ name: 'S', class: 'event', document: { type: 'string' } });
    expect(validateSchema(schema).map(({ code }) => code)).toEqual(['MODEL_SCHEMA_ROOT']);
  });

  it('names the field whose name could not stand in a dotted path', () => {
    expect(codes(withProperties({ 'a.b': { type: 'string' } }))).toEqual([
      ['MODEL_SCHEMA_FIELD_NAME', 'document.properties'],
    ]);
  });

  it('requires only fields it has', () => {
    expect(codes(withProperties({ a: { type: 'string' } }, ['b']))).toEqual([
      ['MODEL_SCHEMA_REQUIRED', 'document.required'],
    ]);
  });

  it('refuses a field of two types', () => {
    expect(codes(withProperties({ a: { type: ['string', 'integer'] } }))).toEqual([
      ['MODEL_SCHEMA_TYPE', 'document.properties.a.type'],
    ]);
    expect(codes(withProperties({ a: { type: ['string', 'null'] } }))).toEqual([]);
  });

  it.each([
    ['a dateTimeOnly in a boolean', { a: { type: 'boolean', 'x-cairn-type': 'dateTimeOnly' } }],
    ['an event ID that is a number', { a: { type: 'integer', 'x-cairn-event-id': true } }],
    [
      'a second event ID',
      { a: { type: 'string', 'x-cairn-event-id': true }, b: { type: 'string', 'x-cairn-event-id': true } },
    ],
    ['an identity that is an object', { a: { type: 'object', 'x-cairn-primary-identity': 'Email' } }],
    ['a link on a text', { a: { type: 'string', 'x-cairn-link': 'Booking' } }],
  ])('refuses %s', (_what, properties) => {
    expect(validateSchema(withProperties(properties)).map(({ code }) => code)).toEqual(['MODEL_SCHEMA_MARKER']);
  });
});
