import type { Catalogue, FieldSchema, GroupSchema } from '../catalogue.ts';

/** For tests: a shop, with a field of every kind that the editor tells apart. */
export const sampleCatalogue: Catalogue = {
  events: new Map<string, FieldSchema>([
    [
      'Purchase',
      {
        type: 'object',
        title: 'A purchase',
        fields: {
          total: { type: 'decimal', title: 'Order total' },
          quantity: { type: 'integer' },
          country: { type: 'string', title: 'Country of delivery' },
          isGift: { type: 'boolean' },
          placedAt: { type: 'dateTime', title: 'Time of order' },
          deliverAt: { type: 'dateTimeOnly' },
          birthday: { type: 'dateOnly' },
          patience: { type: 'duration' },
          tags: { type: 'listString' },
          scores: { type: 'listInteger' },
          loose: { type: 'any' },
          '2nd line': { type: 'string' },
          address: { type: 'object', fields: { city: { type: 'string', title: 'Town' } } },
          items: {
            type: 'listObject',
            fields: {
              sku: { type: 'string', title: 'Article' },
              price: { type: 'decimal' },
              sizes: { type: 'listString' },
            },
          },
          identities: { type: 'object' },
        },
      },
    ],
    ['Visit', { type: 'object', fields: { page: { type: 'string' } } }],
  ]),
  dataSources: new Map([
    [
      'Crm',
      new Map<string, GroupSchema>([
        [
          'Profile',
          {
            schema: {
              type: 'object',
              title: 'Customer',
              fields: { points: { type: 'integer' }, tier: { type: 'string' } },
            },
            params: [],
            isProfile: true,
          },
        ],
        [
          'History',
          {
            schema: {
              type: 'object',
              fields: {
                orders: { type: 'listObject', fields: { total: { type: 'decimal' }, at: { type: 'dateTime' } } },
              },
            },
            params: ['months', 'shop'],
            isProfile: false,
          },
        ],
      ]),
    ],
  ]),
  actions: new Map<string, FieldSchema>([
    ['Offer', { type: 'object', fields: { code: { type: 'string' }, discount: { type: 'decimal' } } }],
  ]),
  segments: new Set(['VIP', 'Lapsed customers']),
};
