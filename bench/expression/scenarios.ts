import type { Scope } from '@cairn/expression';
import type { Order } from './order.ts';

/** One condition in four languages. All must give `result`. */
export interface Scenario {
  readonly name: string;
  readonly cairn: string;
  readonly jsonata: string;
  readonly cel: string;
  readonly byHand: (scope: Scope) => unknown;
  readonly result: unknown;
}

function orderOf(scope: Scope): Order {
  return scope.event('Order') as unknown as Order;
}

const dayMs = 86_400_000;

export const scenarios: readonly Scenario[] = [
  {
    name: 'field comparison',
    cairn: '@{Order.country} == "FR"',
    jsonata: 'Order.country = "FR"',
    cel: 'Order.country == "FR"',
    byHand: (scope) => orderOf(scope).country === 'FR',
    result: true,
  },
  {
    name: 'three-part boolean',
    cairn:
      '@{Order.country} == "FR" and @{Order.total} > 100 and (@{Order.channel} == "app" or @{Order.channel} == "web")',
    jsonata: 'Order.country = "FR" and Order.total > 100 and (Order.channel = "app" or Order.channel = "web")',
    cel: 'Order.country == "FR" && Order.total > 100.0 && (Order.channel == "app" || Order.channel == "web")',
    byHand: (scope) => {
      const order = orderOf(scope);
      return order.country === 'FR' && order.total > 100 && (order.channel === 'app' || order.channel === 'web');
    },
    result: true,
  },
  {
    name: 'filter of 50 with count',
    cairn: 'count(@{Order.lines.all(currentEventField.price > 50)}) > 10',
    jsonata: '$count(Order.lines[price > 50]) > 10',
    cel: 'size(Order.lines.filter(line, line.price > 50.0)) > 10',
    byHand: (scope) => orderOf(scope).lines.filter((line) => line.price > 50).length > 10,
    result: true,
  },
  {
    name: 'string building',
    cairn: '"Hello " + upper(@{Order.customer}) + ", your order of " + @{Order.total} + " from " + @{Order.country}',
    jsonata:
      '"Hello " & $uppercase(Order.customer) & ", your order of " & $string(Order.total) & " from " & Order.country',
    cel: '"Hello " + Order.customer.upperAscii() + ", your order of " + string(Order.total) + " from " + Order.country',
    byHand: (scope) => {
      const order = orderOf(scope);
      return `Hello ${order.customer.toUpperCase()}, your order of ${order.total} from ${order.country}`;
    },
    result: 'Hello CAMILLE, your order of 129.9 from FR',
  },
  {
    name: 'date window',
    cairn: 'inLastDays(@{Order.placedAt}, 7)',
    jsonata: '$toMillis(Order.placedAt) <= $clock and $toMillis(Order.placedAt) >= $clock - 7 * 86400000',
    cel: 'timestamp(Order.placedAt) <= now && timestamp(Order.placedAt) >= now - duration("168h")',
    byHand: (scope) => {
      const placedMs = Date.parse(orderOf(scope).placedAt);
      const nowMs = scope.now.epochMilliseconds;
      return placedMs <= nowMs && placedMs >= nowMs - 7 * dayMs;
    },
    result: true,
  },
];
