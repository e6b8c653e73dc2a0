import type { ProfileStore, RunReader, RunStore } from '@cairn/engine';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRunStore } from '../run/run-store.ts';
import { stopJourneyVersion } from '../run/stop-journey-version.ts';
import { makeCall, makeInstance, makeStep, makeTurn, success, waitingFor } from '../run/turn-fixture.ts';
import { createProfileStore } from './profile-store.ts';
import { createRunReader } from './run-reader.ts';

const firstPage = { limit: 10, cursor: null };

await describeOnStores('Readers', (fresh) => {
  let store: TestDatabase;
  let runs: RunStore;
  let reader: RunReader;
  let profiles: ProfileStore;
  const instances = Array.from({ length: 5 }, (_, index) =>
    makeInstance(`i${index}`, {
      enteredAt: 1_000 + Math.floor(index / 2),
      versionId: index < 4 ? 'v1' : 'v2',
      state: waitingFor(['c1', 'c2', 'none', 'none', 'c3'][index]!),
    }),
  );
  const ended = { ...makeInstance('i1', instances[1]!), status: 'completed', endedAt: 2_000 } as const;
  const steps = [
    makeStep('s1', instances[0]!, { entrance: true, details: { eventID: 'e', fetchCount: 2 } }),
    makeStep('s2', instances[1]!, { entrance: true, branch: 'late', parentStepId: 's0' }),
    makeStep('s3', instances[1]!, { nodeId: 'end', instanceEnded: true, instanceStatus: 'completed' }),
    makeStep('s4', instances[2]!, {
      nodeId: 'end',
      stepStatus: 'error',
      instanceEnded: true,
      instanceStatus: 'timedOut',
    }),
  ];
  beforeAll(async () => {
    store = await fresh();
    runs = createRunStore({ pool: store.pool, loadSources: async () => ({ events: [], journeys: [] }) });
    reader = createRunReader(store.pool);
    profiles = createProfileStore(store.pool);
    const leases = await runs.claimLeases('worker', 60_000);
    const calls = [makeCall('c1', instances[0]!), makeCall('c2', instances[1]!), makeCall('c3', instances[4]!)];
    const discards = (['notListening', 'badNamespace', 'notListening'] as const).map((code, at) => ({
      ...{ sandbox: 'prod', at, code, eventId: 'e', journeyId: null, key: 'k' },
    }));
    await runs.commitTurn(makeTurn(leases, { created: instances, calls, steps, discards }));
    const finishedCalls = [{ call: calls[1]!, result: success, arrivedAt: 3_000 }];
    await runs.commitTurn(makeTurn(leases, { updated: [ended], finishedCalls }));
    await stopJourneyVersion(store.pool, 'v2');
  });
  afterAll(() => store.close());

  it('list instances newest first, page after page, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await reader.listInstances({ sandbox: 'prod', limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['i4', 'i3', 'i2', 'i1', 'i0']);
  });

  it('filter instances and never show those of another sandbox', async () => {
    const ids = async (filter: object) =>
      (await reader.listInstances({ sandbox: 'prod', ...firstPage, ...filter })).items.map(({ id }) => id);
    expect(await ids({ status: 'running' })).toEqual(['i3', 'i2', 'i0']);
    expect(await ids({ versionId: 'v2', status: 'stopped' })).toEqual(['i4']);
    expect(await ids({ journeyId: 'journey', key: 'i1' })).toEqual(['i1']);
    expect(await ids({ sandbox: 'dev' })).toEqual([]);
    expect(await reader.getInstance('dev', 'i1')).toBeNull();
    expect(await reader.getInstance('prod', 'i1')).toEqual(ended);
  });

  it('refuse a cursor they did not give', async () => {
    for (const cursor of ['', 'nonsense', Buffer.from('["x",1]').toString('base64url')]) {
      const listing = reader.listInstances({ sandbox: 'prod', limit: 2, cursor });
      await expect(listing).rejects.toMatchObject({ code: 'STORE_CURSOR_INVALID', family: 'user' });
    }
  });

  it('refuse a forged place of a call that is no number', async () => {
    const cursor = Buffer.from('["ended","99999999999999999999999",1]').toString('base64url');
    const listing = reader.listCalls({ sandbox: 'prod', limit: 2, cursor });
    await expect(listing).rejects.toMatchObject({ code: 'STORE_CURSOR_INVALID' });
  });

  it('page through calls, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await reader.listCalls({ sandbox: 'prod', limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['c1', 'c3', 'c2']);
  });

  it('give step events back as they were written, oldest first', async () => {
    const { items } = await reader.listSteps({ sandbox: 'prod', ...firstPage });
    expect(items.map(({ seq: _seq, ...step }) => step)).toEqual(steps);
  });

  it('follow step events from a place on', async () => {
    const [first] = (await reader.listSteps({ sandbox: 'prod', limit: 1, cursor: null })).items;
    const after = await reader.listSteps({ sandbox: 'prod', versionId: 'v1', afterSeq: first!.seq, ...firstPage });
    expect(after.items.map(({ stepId }) => stepId)).toEqual(['s2', 's3', 's4']);
    expect(await reader.loadLastStepSeq('prod')).toBe(after.items.at(-1)!.seq);
    expect(await reader.loadLastStepSeq('dev')).toBe(0);
  });

  it('list calls with how they went and without what was sent', async () => {
    const { items } = await reader.listCalls({ sandbox: 'prod', ...firstPage });
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      ['c1', 'pending'],
      ['c3', 'cancelled'],
      ['c2', 'finished'],
    ]);
    const { response, originError, originErrorCode, ...shown } = success;
    expect(items.map(({ result }) => result)).toEqual([null, null, shown]);
    expect(JSON.stringify(items)).not.toContain('flight.delay');
    const pending = await reader.listCalls({ sandbox: 'prod', status: 'pending', instanceId: 'i0', ...firstPage });
    expect(pending.items.map(({ id }) => id)).toEqual(['c1']);
  });

  it('list discards newest first', async () => {
    const { items } = await reader.listDiscards({ sandbox: 'prod', code: 'notListening', ...firstPage });
    expect(items.map(({ at }) => at)).toEqual([2, 0]);
  });

  it('count steps by node, branch and status, and people by how they fared', async () => {
    expect(await reader.countSteps('v1')).toEqual([
      { nodeId: 'end', branch: null, stepStatus: 'ended', count: 1 },
      { nodeId: 'end', branch: null, stepStatus: 'error', count: 1 },
      { nodeId: 'n1', branch: 'late', stepStatus: 'ended', count: 1 },
      { nodeId: 'n1', branch: null, stepStatus: 'ended', count: 1 },
    ]);
    expect(await reader.loadStatistics('v1')).toEqual({ entered: 2, completed: 1, error: 1, running: 3 });
    expect(await reader.loadStatistics('none')).toEqual({ entered: 0, completed: 0, error: 0, running: 0 });
  });

  it('keep profiles: put, replace, get, list and delete', async () => {
    const person = (key: string, attributes: object) => ({
      ...{ sandbox: 'prod', namespace: 'email', key, attributes: attributes as never, timeZone: null },
    });
    await profiles.putProfiles([person('a', { z: 1, b: 2n ** 62n }), person('b', {}), person('b', { later: true })]);
    await profiles.putProfiles([{ ...person('c', {}), timeZone: 'Europe/Paris' }]);
    expect(await profiles.getProfile('prod', 'email', 'a')).toEqual(person('a', { z: 1, b: 2n ** 62n }));
    expect(await profiles.getProfile('prod', 'email', 'b')).toEqual(person('b', { later: true }));
    const page = await profiles.listProfiles({ sandbox: 'prod', limit: 2, cursor: null });
    expect(page.items.map(({ key }) => key)).toEqual(['a', 'b']);
    const rest = await profiles.listProfiles({ sandbox: 'prod', limit: 2, cursor: page.nextCursor });
    expect(rest.items.map(({ key, timeZone }) => [key, timeZone])).toEqual([['c', 'Europe/Paris']]);
    expect(await profiles.deleteProfile('prod', 'email', 'a')).toBe(true);
    expect(await profiles.deleteProfile('prod', 'email', 'a')).toBe(false);
    expect(await profiles.getProfile('prod', 'email', 'a')).toBeNull();
  });
});
