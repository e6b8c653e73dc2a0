import type { SchemaDefinition } from './schema-definition.ts';

/** A landed flight: mandatory and optional fields, an identity, an identity map, a list of objects, a linked record. */
export const flightSchema: SchemaDefinition = {
  name: 'Flight',
  title: '',
  class: 'event',
  document: {
    type: 'object',
    required: ['_id', 'passenger'],
    properties: {
      _id: { type: 'string', 'x-cairn-event-id': true },
      passenger: {
        type: 'object',
        required: ['email'],
        properties: {
          email: { type: 'string', 'x-cairn-primary-identity': 'Email', 'x-cairn-friendly-name': 'Email address' },
          name: { type: 'string', title: 'Full name' },
        },
      },
      delay: { type: 'integer' },
      distance: { type: 'number' },
      isDiverted: { type: 'boolean' },
      landedAt: { type: 'string', format: 'date-time' },
      gateTime: { type: 'string', 'x-cairn-type': 'dateTimeOnly' },
      day: { type: 'string', format: 'date' },
      tags: { type: 'array', items: { type: 'string' } },
      legs: {
        type: 'array',
        items: { type: 'object', properties: { port: { type: 'string' }, km: { type: 'integer' } } },
      },
      identityMap: {
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: { type: 'object', properties: { id: { type: 'string' } } },
        },
      },
      booking: {
        type: 'object',
        'x-cairn-link': 'Booking',
        properties: { code: { type: 'string' } },
      },
    },
  },
};
