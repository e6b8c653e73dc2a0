import { eventSource, ManualClock } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../intake-port.ts';
import type { NewLogEntry, RunStore } from '../ports.ts';
import { JourneyIntake } from './intake.ts';
import { RoutingHolder } from './routing-holder.ts';

const perSecond = 5_000;
const events = [
  eventSource('Landed'),
  eventSource('Pushed', {}, { type: 'systemGenerated', ruleText: null, eventId: 'push-1', eventIdPath: 'eventID' }),
];

/** An intake before a log that takes everything at once. */
async function openIntake() {
  const stored: NewLogEntry[] = [];
  const routing = new RoutingHolder({
    loadRouting: async () => ({ epoch: 1, events, journeys: [] }),
  } as Partial<RunStore> as RunStore);
  await routing.reload();
  const clock = new ManualClock();
  const intake = new JourneyIntake({
    routing,
    clock,
    log: {
      append: async (entries) => {
        stored.push(...entries);
        return entries.map(() => stored.length);
      },
      read: async () => [],
    },
    maxQueued: 10 * perSecond,
    maxBatch: 500,
    maxRuleEventsPerSecond: perSecond,
    onAppended: () => {},
  });
  return { intake, clock, stored };
}

const messageOf = (organizationId: string, id: number, more: object = {}): InboundMessage => {
  const entity = { id: `p${id}`, ...more };
  return {
    sandbox: 'prod',
    organizationId,
    schema: { name: 'eventID' in more ? 'Pushed' : 'Landed' },
    messageId: null,
    entityText: JSON.stringify(entity),
    entity,
    receivedAt: 0,
  };
};

describe('intake', () => {
  it('J98 takes at most 5,000 qualified rule-based events per second of each organisation', async () => {
    const { intake, clock, stored } = await openIntake();
    const send = async (organization: string, count: number, more: object = {}) => {
      const messages = Array.from({ length: count }, (_, id) => messageOf(organization, id, more));
      const outcomes = await Promise.allSettled(messages.map((message) => intake.accept(message)));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
      return { accepted: count - refused.length, codes: [...new Set(refused)] };
    };
    expect(await send('acme', perSecond + 300)).toEqual({ accepted: perSecond, codes: ['INTAKE_RATE_EXCEEDED'] });
    expect(stored).toHaveLength(perSecond);
    expect(await send('other', 10)).toEqual({ accepted: 10, codes: [] });
    expect(await send('acme', 10, { eventID: 'push-1' })).toEqual({ accepted: 10, codes: [] });
    clock.advance(999);
    expect(await send('acme', 1)).toMatchObject({ accepted: 0 });
    clock.advance(1);
    expect(await send('acme', 1)).toMatchObject({ accepted: 1 });
  });

  it('counts no message that qualifies for nothing', async () => {
    const { intake, stored } = await openIntake();
    const unknown = { ...messageOf('acme', 1), schema: { name: 'Unknown' } };
    for (let count = 0; count <= perSecond; count++) {
      expect((await intake.accept(unknown)).status).toBe('ignored');
    }
    expect((await intake.accept(messageOf('acme', 1))).status).toBe('accepted');
    expect(stored).toHaveLength(1);
  });
});
