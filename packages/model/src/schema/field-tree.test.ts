import { describe, expect, it } from 'vitest';
import { filterFields, mandatoryFields, tickField, untickField } from './field-selection.ts';
import { fieldTree, findField, leavesOf } from './field-tree.ts';
import { identityMapKey, prefillIdentity } from './identity.ts';
import { payloadSchema } from './payload-schema.ts';
import { flightSchema } from './sample-schema.fixture.ts';

const tree = fieldTree(flightSchema.document);

describe('the tree of a schema', () => {
  it('types every field in the words of the language', () => {
    const types = Object.fromEntries(leavesOf(tree).map(({ path, type }) => [path, type]));
    expect(types).toMatchObject({
      _id: 'string',
      delay: 'integer',
      distance: 'decimal',
      isDiverted: 'boolean',
      landedAt: 'dateTime',
      gateTime: 'dateTimeOnly',
      day: 'dateOnly',
      tags: 'listString',
      'legs[].km': 'integer',
      identityMap: 'object',
    });
    expect(findField(tree, 'legs')?.type).toBe('listObject');
  });

  it('displays friendly name, else title, else name', () => {
    expect(findField(tree, 'passenger.email')?.displayName).toBe('Email address (email)');
    expect(findField(tree, 'passenger.name')?.displayName).toBe('Full name (name)');
    expect(findField(tree, 'delay')?.displayName).toBe('delay');
  });

  it('takes the members of a linked record from its schema when the field declares none', () => {
    const document = { type: 'object', properties: { owner: { type: 'object', 'x-cairn-link': 'Person' } } } as const;
    const person = { type: 'object', properties: { city: { type: 'string' } } } as const;
    const linked = fieldTree(document, (name) => (name === 'Person' ? person : undefined));
    expect(findField(linked, 'owner.city')).toMatchObject({ type: 'string', isLinked: true });
  });
});

describe('selecting fields', () => {
  it('J83 mandatory fields are ticked and cannot be unticked', () => {
    expect(mandatoryFields(tree)).toEqual(['_id', 'passenger.email']);
    const ticked = tickField(tree, [], 'delay');
    expect(ticked).toEqual(['_id', 'passenger.email', 'delay']);
    expect(untickField(tree, ticked, 'passenger.email')).toEqual(ticked);
    expect(untickField(tree, ticked, 'passenger')).toEqual(ticked);
    expect(untickField(tree, ticked, 'delay')).toEqual(['_id', 'passenger.email']);
  });

  it('J84 search finds by name, selected-only shows ticked fields, ticking a node ticks its descendants', () => {
    const found = filterFields(tree, { search: 'PORT' });
    expect(leavesOf(found).map(({ path }) => path)).toEqual(['legs[].port']);
    const ticked = tickField(tree, [], 'legs');
    expect(ticked).toContain('legs[].port');
    expect(ticked).toContain('legs[].km');
    expect(leavesOf(filterFields(tree, { selectedOnly: ticked })).map(({ path }) => path)).toEqual(ticked);
  });

  it('restricts the declared payload to the selection', () => {
    expect(payloadSchema(flightSchema.document, ['delay', 'legs[].port', 'passenger'])).toEqual({
      type: 'object',
      fields: {
        passenger: {
          type: 'object',
          fields: {
            email: { type: 'string', title: 'Email address (email)' },
            name: { type: 'string', title: 'Full name (name)' },
          },
        },
        delay: { type: 'integer' },
        legs: { type: 'listObject', fields: { port: { type: 'string' } } },
      },
    });
  });
});

describe('identity', () => {
  it('J86 a schema with a primary identity fills namespace and key', () => {
    expect(prefillIdentity('Landed', tree)).toEqual({
      namespace: 'Email',
      key: '@{Landed.passenger.email}',
      field: 'passenger.email',
    });
    const without = fieldTree({ type: 'object', properties: { a: { type: 'string' } } });
    expect(prefillIdentity('Landed', without)).toBeNull();
  });

  it('J87 a namespace fills the key with the first entry of the identity map', () => {
    expect(identityMapKey('Landed', 'Email')).toBe('@{Landed.identityMap.entry("Email").first().id}');
    expect(identityMapKey('2nd_Landing', 'CRM id')).toBe('@{"2nd_Landing".identityMap.entry("CRM id").first().id}');
  });
});
