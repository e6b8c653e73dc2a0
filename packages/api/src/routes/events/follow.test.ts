import type { InstanceSummary, RunReader } from '@cairn/engine';
import { describe, expect, it } from 'vitest';
import { as, buildTestApp, now } from '../../testing/test-app.ts';

const instance = (status: InstanceSummary['status'], endedAt: number | null): InstanceSummary => ({
  id: `i-${status}-${endedAt}`,
  sandbox: 'prod',
  journeyId: 'j1',
  versionId: 'v1',
  partition: 0,
  key: 'k1',
  namespace: null,
  status,
  enteredAt: now - 5,
  endedAt,
  wakeAt: null,
});

/** Answers each look at the person's instances with the next of `looks`, the last one for ever. */
async function appThatSees(...looks: InstanceSummary[][]) {
  let look = 0;
  const reader: Partial<RunReader> = {
    listInstances: async () => ({ items: looks[Math.min(look++, looks.length - 1)] ?? [], nextCursor: null }),
    listSteps: async () => ({
      items: [{ at: now, nodeName: 'Landed', stepStatus: 'ended', branch: 'next' } as never],
      nextCursor: null,
    }),
  };
  return buildTestApp({ reader: reader as RunReader });
}

function send(app: Awaited<ReturnType<typeof buildTestApp>>, wait: string, caller: 'admin' | 'ingestKey' = 'admin') {
  const headers = { 'content-type': 'application/json', ...as(caller) };
  return app.inject({ method: 'POST', url: `/api/v1/events?wait=${wait}`, headers, payload: '{"data":{}}' });
}

describe('an event sent with wait', () => {
  it('answers once its people have come to rest, with their steps', async () => {
    const app = await appThatSees([], [instance('running', null)], [instance('completed', now + 3)]);
    const answer = await send(app, '5');
    expect(answer.statusCode).toBe(202);
    expect(answer.json().people).toEqual([
      {
        key: 'k1',
        instanceId: `i-completed-${now + 3}`,
        versionId: 'v1',
        status: 'completed',
        steps: [{ at: '2026-01-15T12:00:00Z', node: 'Landed', status: 'ended', branch: 'next' }],
      },
    ]);
  });

  it('leaves out what ended before the event came', async () => {
    const app = await appThatSees([instance('completed', now - 1), instance('error', now + 1)]);
    expect((await send(app, '1')).json().people).toMatchObject([{ status: 'error' }]);
  });

  it.each(['0', '31', '1.5', 'soon', ''])('is refused for wait=%s, and nothing is taken in', async (wait) => {
    const answer = await send(await appThatSees([]), wait);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toMatchObject([{ path: 'wait', code: 'range' }]);
  });

  it('needs the right to read', async () => {
    expect((await send(await appThatSees([]), '1', 'ingestKey')).statusCode).toBe(403);
  });
});
