import type { Catalogue, FieldSchema, Scope } from '@cairn/expression';

/** The event that every engine of the comparison reads. */
export interface Order {
  readonly country: string;
  readonly channel: string;
  readonly customer: string;
  readonly total: number;
  readonly placedAt: string;
  readonly lines: readonly { readonly sku: string; readonly price: number }[];
}

export const now = Temporal.Instant.from('2024-03-15T10:20:30Z');

export const order: Order = {
  country: 'FR',
  channel: 'web',
  customer: 'Camille',
  total: 129.9,
  placedAt: '2024-03-11T08:00:00Z',
  lines: Array.from({ length: 50 }, (_, index) => ({ sku: `sku-${index}`, price: (index * 37) % 100 })),
};

const orderSchema: FieldSchema = {
  type: 'object',
  fields: {
    country: { type: 'string' },
    channel: { type: 'string' },
    customer: { type: 'string' },
    total: { type: 'decimal' },
    placedAt: { type: 'dateTime' },
    lines: { type: 'listObject', fields: { sku: { type: 'string' }, price: { type: 'decimal' } } },
  },
};

export const catalogue: Catalogue = {
  events: new Map([['Order', orderSchema]]),
  dataSources: new Map(),
  actions: new Map(),
};

/** The scope an engine would supply; the hand-written closures read the event through it too. */
export const scope: Scope = {
  now,
  timeZone: 'UTC',
  event: (name) => (name === 'Order' ? (order as unknown as ReturnType<Scope['event']>) : undefined),
  group: () => undefined,
  action: () => undefined,
  property: () => undefined,
  segmentStatus: () => undefined,
  random: () => 0.5,
  uuid: () => '00000000-0000-4000-8000-000000000000',
};
