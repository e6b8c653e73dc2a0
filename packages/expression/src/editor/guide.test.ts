import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { compile } from '../compile.ts';
import { scopeFromContext } from '../context.ts';
import { catalogueFromContext } from '../context-catalogue.ts';
import type { JsonValue } from '../json.ts';
import { format } from './format.ts';

const page = readFileSync(new URL('../../../../docs/guide/expressions.md', import.meta.url), 'utf8');

const types = {
  events: {
    'Purchase.total': 'decimal',
    'Purchase.country': 'string',
    'Purchase.isGift': 'boolean',
    'Purchase.coupon': 'string',
    'Purchase.placedAt': 'dateTime',
    'Purchase.deliveryDate': 'dateOnly',
    'Purchase.items[].category': 'string',
    'Purchase.items[].price': 'decimal',
    'Purchase.items[].quantity': 'integer',
    'Visit.page': 'string',
  },
  dataSources: {
    'Customers.Person.email': 'string',
    'Customers.Person.city': 'string',
    'Customers.Person.phone': 'string',
    'Customers.Person.birthDate': 'dateOnly',
    'Customers.Person.interests': 'listString',
    'Customers.Person.loyalty.tier': 'string',
    'Customers.Person.loyalty.points': 'integer',
    'Customers.Person.loyalty.joinedAt': 'dateTime',
    'Customers.Orders.orders[].total': 'decimal',
    'Customers.Orders.orders[].placedAt': 'dateTime',
    'Weather.Today.temperature': 'decimal',
  },
};

const weather = {
  Today: {
    $params: [
      { params: { city: 'Lyon' }, data: { temperature: 4.5 } },
      { params: { city: 'Sevilla' }, data: { temperature: 17 } },
    ],
  },
};

const now = '2024-11-29T10:00:00Z';
const timeZone = 'Europe/Paris';

const ana: JsonValue = {
  now,
  timeZone,
  types,
  events: {
    Purchase: {
      total: 149.9,
      country: 'France',
      isGift: true,
      coupon: 'WINTER-2024',
      placedAt: '2024-11-29T08:12:00+01:00',
      deliveryDate: '2024-12-01',
      items: [
        { category: 'shoes', price: 119.9, quantity: 1 },
        { category: 'socks', price: 15, quantity: 2 },
      ],
    },
    Visit: { page: '/shoes/trail?utm_campaign=winter' },
  },
  dataSources: {
    Customers: {
      Person: {
        email: 'ana@example.com',
        city: 'Lyon',
        phone: '+33612345678',
        birthDate: '1990-11-29',
        interests: ['running', 'opera'],
        loyalty: { tier: 'gold', points: 1200, joinedAt: '2021-03-02T09:00:00Z' },
      },
      Orders: {
        orders: [
          { total: 210, placedAt: '2024-10-20T18:00:00Z' },
          { total: 120.5, placedAt: '2024-06-01T10:00:00Z' },
          { total: 80, placedAt: '2024-01-15T12:30:00Z' },
        ],
      },
    },
    Weather: weather,
  },
  actions: { Offer: { jo_status_code: 'http_200', discount: 15 } },
  segments: { VIP: 'realized', 'Bargain hunters': 'exited' },
};

const ben: JsonValue = {
  now,
  timeZone,
  types,
  events: {
    Purchase: {
      total: 42,
      country: 'Spain',
      isGift: false,
      placedAt: '2024-11-27T09:30:00+01:00',
      deliveryDate: '2024-12-09',
      items: [{ category: 'mugs', price: 42, quantity: 1 }],
    },
    Visit: { page: '/mugs/blue' },
  },
  dataSources: {
    Customers: {
      Person: {
        email: 'ben@sample.org',
        city: 'Sevilla',
        interests: ['chess'],
        loyalty: { tier: 'silver', joinedAt: '2024-11-04T16:00:00Z' },
      },
      Orders: {},
    },
    Weather: weather,
  },
  actions: { Offer: { jo_status_code: 'http_200', discount: 15 } },
  segments: { 'Bargain hunters': 'existing' },
};

interface Example {
  readonly number: number;
  readonly text: string;
  readonly ana: boolean;
  readonly ben: boolean;
}

const examples: readonly Example[] = [
  ...page.matchAll(/^\*\*(\d+)\.[\s\S]*?```expression\n([\s\S]*?)\n```\n\nAna: (yes|no) · Ben: (yes|no)$/gm),
].map(([, number, text, forAna, forBen]) => ({
  number: Number(number),
  text: text!,
  ana: forAna === 'yes',
  ben: forBen === 'yes',
}));

const catalogueOf = (person: JsonValue): Catalogue => catalogueFromContext(person);
const holds = (text: string, person: JsonValue): boolean =>
  compile(text, catalogueOf(person), { resultType: 'boolean' }).evaluateBoolean(scopeFromContext(person));

describe('the guide to expressions', () => {
  it('has thirty numbered examples and no other', () => {
    expect(examples.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(page.match(/```expression/g)).toHaveLength(30);
  });

  it.each(examples)('example $number answers for Ana and Ben as the page says', (example) => {
    expect([holds(example.text, ana), holds(example.text, ben)]).toEqual([example.ana, example.ben]);
  });

  it.each(examples)('example $number is laid out as the editor lays it out', ({ text }) => {
    expect(format(text)).toBe(text);
  });
});
