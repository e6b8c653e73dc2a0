import type { Author, Authoring } from '@cairn/authoring';
import { loadRoutingEpoch, loadRoutingSources } from '@cairn/postgres';
import { type AuthoringRig, authorFlights, delayJourney, openAuthoringRig } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

await describeOnStores('journeys', (fresh) => {
  let rig: AuthoringRig;
  let authoring: Authoring;
  let author: Author;
  let pause = async () => {};
  const confirmed = { confirm: true };
  const dayMs = 86_400_000;

  beforeAll(async () => {
    rig = await openAuthoringRig({ database: await fresh(), liveQuota: 3, beforeRoutingBump: () => pause() });
    authoring = rig.authoring;
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    author = await rig.newAuthor();
  });

  const refusedWith = (code: string) => expect.objectContaining({ code });
  const byName = { sort: 'name', isDescending: false, limit: 50 } as const;
  const get = (versionId: string) => authoring.journeys.get(author.sandbox, versionId);
  const statusOf = async (versionId: string) => (await get(versionId)).status;

  async function newDraft(change: object = {}) {
    return authoring.journeys.create(author, { ...delayJourney, ...change });
  }
  async function newLive(change: object = {}) {
    return authoring.journeys.publish(author, (await newDraft(change)).id);
  }

  describe('drafts', () => {
    it('J164 are saved as they are drawn, and read back with the last change', async () => {
      const draft = await newDraft({ activities: [], transitions: [] });
      const half = {
        ...delayJourney,
        transitions: [],
        activities: [{ id: 'c', kind: 'condition', type: 'data', paths: [] }],
      };
      await authoring.journeys.save(author, draft.id, 1, half);
      const { definition, revision } = await get(draft.id);
      expect(revision).toBe(2);
      expect(definition.activities.map(({ id }) => id)).toEqual(['c']);
      const stale = authoring.journeys.save(author, draft.id, 1, half);
      await expect(stale).rejects.toThrow(refusedWith('AUTHORING_REVISION_CONFLICT'));
    });

    it('J136 take a timeout of 1 to 30 whole seconds only', async () => {
      for (const timeoutSeconds of [0, 31, 1.5]) {
        await expect(newDraft({ timeoutSeconds })).rejects.toThrow(refusedWith('AUTHORING_INVALID'));
      }
      for (const timeoutSeconds of [1, 30]) await newDraft({ timeoutSeconds });
    });

    it('J137 start with re-entrance on and the time zone of the profile off, which needs a namespace', async () => {
      const { definition } = await newDraft({ activities: [], transitions: [] });
      expect(definition.reentrance.isAllowed).toBe(true);
      expect(definition.useProfileTimeZone).toBe(false);
      const { eventId } = await authorFlights(authoring, author);
      const { body } = await authoring.events.get(author.sandbox, eventId);
      await authoring.events.update(author, eventId, 1, { ...body, namespace: undefined });
      const zoned = await newDraft({ useProfileTimeZone: true });
      const error = await authoring.journeys.publish(author, zoned.id).catch((caught) => caught);
      expect(error.errors).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: 'ERR_JOURNEYVERSION_107' })]),
      );
    });
  });

  describe('publication', () => {
    it('J155 is refused for a journey with an error, and at the live quota with a message of its own', async () => {
      const broken = await newDraft();
      const error = await authoring.journeys.publish(author, broken.id).catch((caught) => caught);
      expect(error).toMatchObject({ code: 'AUTHORING_JOURNEY_INVALID', httpStatus: 422 });
      expect(error.errors.length).toBeGreaterThan(0);
      expect(await statusOf(broken.id)).toBe('draft');
      await authorFlights(authoring, author);
      for (let count = 0; count < 3; count++) await newLive();
      await expect(newLive()).rejects.toThrow(/quota/);
      await expect(newLive()).rejects.toThrow(refusedWith('AUTHORING_LIVE_QUOTA'));
    });

    it('J132 is blocked by an unfinished activity, and the error names it and what it lacks', async () => {
      await authorFlights(authoring, author);
      const activities = delayJourney.activities.map((activity) =>
        activity.id === 'pay' ? { ...activity, parameters: {} } : activity,
      );
      const unfinished = await newDraft({ activities });
      expect(await authoring.journeys.validate(author.sandbox, unfinished.id)).toMatchObject([
        { severity: 'error', activityId: 'pay', message: '"Passenger" has no value.' },
      ]);
      const error = await authoring.journeys.publish(author, unfinished.id).catch((caught) => caught);
      expect(error).toMatchObject({
        code: 'AUTHORING_JOURNEY_INVALID',
        errors: [{ path: expect.stringMatching(/^pay\.parameters\./) }],
      });
      expect(await statusOf(unfinished.id)).toBe('draft');
      await authoring.journeys.save(author, unfinished.id, 1, delayJourney);
      await authoring.journeys.publish(author, unfinished.id);
      expect(await statusOf(unfinished.id)).toBe('live');
    });

    it('J156 leaves only name, description, labels and activity descriptions to be changed', async () => {
      await authorFlights(authoring, author);
      const { id, definition } = await newLive();
      const labelled = {
        ...definition,
        ...{ name: 'Late flights', description: 'Pays' },
        activities: definition.activities.map((activity) => ({ ...activity, label: 'L', description: 'D' })),
      };
      const saved = await authoring.journeys.save(author, id, 2, labelled);
      expect(saved.definition).toMatchObject({ name: 'Late flights', description: 'Pays' });
      for (const change of [{ timeoutSeconds: 5 }, { transitions: [] }, { endAt: '2031-01-01T00:00:00Z' }]) {
        const save = authoring.journeys.save(author, id, 3, { ...labelled, ...change });
        await expect(save).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
      }
    });

    it('tells workers what is live, in the shapes of the moment, under the names of the moment', async () => {
      const { actionId, eventId } = await authorFlights(authoring, author);
      const before = await loadRoutingEpoch(rig.pool);
      const { id } = await newLive();
      expect(await loadRoutingEpoch(rig.pool)).toBeGreaterThan(before);
      const { body } = await authoring.actions.get(author.sandbox, actionId);
      await authoring.actions.update(author, actionId, 1, { ...body, name: 'Renamed' });
      const { events, journeys } = await loadRoutingSources(rig.pool, 'acme');
      expect(events.find((event) => event.id === eventId)).toMatchObject({ name: 'Landed', isKeptAsHistory: false });
      const source = journeys.find((journey) => journey.versionId === id);
      expect(source).toMatchObject({ status: 'live', organizationId: 'acme', sandbox: author.sandbox });
      expect(source?.actions.map(({ id: bound, action }) => [bound, action.name])).toEqual([[actionId, 'Compensate']]);
      expect(source?.dataSources[0]?.groups.get('Sky')?.params).toEqual(['city']);
      expect(JSON.stringify(source)).not.toMatch(/sealed:|open sesame/);
    });

    it('J163 is one step: whoever changes the version meanwhile waits, and finds it live', async () => {
      await authorFlights(authoring, author);
      const draft = await newDraft();
      const reached = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      pause = () => {
        reached.resolve();
        return go.promise;
      };
      const publish = authoring.journeys.publish(author, draft.id);
      await reached.promise;
      pause = async () => {};
      const changed = { ...delayJourney, timeoutSeconds: 9 };
      const attempts = Promise.allSettled([
        authoring.journeys.save(author, draft.id, 2, changed),
        authoring.journeys.delete(author, draft.id),
        authoring.journeys.publish(author, draft.id),
      ]);
      go.resolve();
      expect(await publish).toMatchObject({ status: 'live' });
      const reasons = (await attempts).map((attempt) => attempt.status === 'rejected' && attempt.reason.code);
      expect(reasons).toEqual(['AUTHORING_LOCKED', 'AUTHORING_WRONG_STATUS', 'AUTHORING_WRONG_STATUS']);
      expect((await get(draft.id)).definition.timeoutSeconds).toBe(30);
    });
  });

  describe('versions', () => {
    beforeEach(() => authorFlights(authoring, author));

    it('J157 a new version is made from the latest only, and opens as draft with the same name', async () => {
      const first = await newLive();
      const second = await authoring.journeys.newVersion(author, first.id);
      expect(second).toMatchObject({ version: 2, status: 'draft', isLatest: true, journeyId: first.journeyId });
      expect(second.definition.name).toBe('Delays');
      const again = authoring.journeys.newVersion(author, first.id);
      await expect(again).rejects.toThrow(refusedWith('AUTHORING_NOT_LATEST'));
      await authoring.journeys.save(author, second.id, 1, { ...second.definition, name: 'Renamed' });
      expect((await get(first.id)).definition.name).toBe('Renamed');
      const latest = await authoring.journeys.list(author.sandbox, { ...byName, isLatestOnly: true });
      expect(latest.items.map(({ id }) => id)).toEqual([second.id]);
    });

    it('J158 publishing version 2 closes version 1, and stopping it leaves version 1 closed', async () => {
      const first = await newLive();
      const second = await authoring.journeys.newVersion(author, first.id);
      await authoring.journeys.publish(author, second.id);
      expect(await statusOf(first.id)).toBe('closed');
      await authoring.journeys.stop(author, second.id, confirmed);
      expect(await statusOf(first.id)).toBe('closed');
    });

    it('J159 re-entrance is the same in version 2', async () => {
      const first = await newLive();
      const second = await authoring.journeys.newVersion(author, first.id);
      const other = { ...second.definition, reentrance: { isAllowed: false, waitPeriodSeconds: 300 } };
      const save = authoring.journeys.save(author, second.id, 1, other);
      await expect(save).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
    });

    it('a new version of a journey whose objects were renamed names them as they are called today', async () => {
      const first = await newLive();
      const [action] = (await authoring.actions.list(author.sandbox, byName)).items;
      await authoring.actions.update(author, action!.id, 1, { ...action!.body, name: 'Refund' });
      const second = await authoring.journeys.newVersion(author, first.id);
      expect(JSON.stringify(second.definition)).toContain('"actionName":"Refund"');
      expect(await authoring.journeys.validate(author.sandbox, first.id)).toEqual([]);
      await authoring.journeys.publish(author, second.id);
    });
  });

  describe('the end of a journey', () => {
    beforeEach(() => authorFlights(authoring, author));

    it('J160 stop and close ask for confirmation, and neither can be undone', async () => {
      const { id } = await newLive();
      for (const confirmation of [{}, { confirm: 'yes' }, { confirm: false }]) {
        const unconfirmed = refusedWith('AUTHORING_NOT_CONFIRMED');
        await expect(authoring.journeys.close(author, id, confirmation)).rejects.toThrow(unconfirmed);
        await expect(authoring.journeys.stop(author, id, confirmation)).rejects.toThrow(unconfirmed);
      }
      const wrong = refusedWith('AUTHORING_WRONG_STATUS');
      await authoring.journeys.close(author, id, confirmed);
      await expect(authoring.journeys.publish(author, id)).rejects.toThrow(wrong);
      await expect(authoring.journeys.close(author, id, confirmed)).rejects.toThrow(wrong);
      await authoring.journeys.stop(author, id, confirmed);
      await expect(authoring.journeys.publish(author, id)).rejects.toThrow(wrong);
      await expect(authoring.journeys.stop(author, id, confirmed)).rejects.toThrow(wrong);
    });

    it('J161 drafts, stopped and finished journeys can be deleted, live and closed ones cannot', async () => {
      const draft = await newDraft();
      await authoring.journeys.delete(author, draft.id);
      await expect(get(draft.id)).rejects.toThrow(refusedWith('AUTHORING_NOT_FOUND'));
      const { id } = await newLive();
      const wrong = refusedWith('AUTHORING_WRONG_STATUS');
      await expect(authoring.journeys.delete(author, id)).rejects.toThrow(wrong);
      await authoring.journeys.close(author, id, confirmed);
      await expect(authoring.journeys.delete(author, id)).rejects.toThrow(wrong);
      const stopped = await newLive();
      await authoring.journeys.stop(author, stopped.id, confirmed);
      await authoring.journeys.delete(author, stopped.id);
      rig.clock.advance(31 * dayMs);
      await authoring.journeys.sweep();
      expect(await statusOf(id)).toBe('finished');
      await authoring.journeys.delete(author, id);
    });

    it('deleting a version removes its instances, calls and step events', async () => {
      const { id, journeyId } = await newLive();
      await insertInstance(id, journeyId);
      await authoring.journeys.stop(author, id, confirmed);
      await authoring.journeys.delete(author, id);
      const { rows } = await rig.pool.query('select count(*) as count from instances where version_id = $1', [id]);
      expect(rows[0].count).toBe(0);
    });

    it('stopping ends every instance of the version at once', async () => {
      const { id, journeyId } = await newLive();
      await insertInstance(id, journeyId);
      await authoring.journeys.stop(author, id, confirmed);
      const { rows } = await rig.pool.query('select status from instances where version_id = $1', [id]);
      expect(rows).toEqual([{ status: 'stopped' }]);
    });

    it('J162 duplicate makes an independent draft, from any status', async () => {
      const draft = await newDraft();
      const live = await newLive();
      await authoring.journeys.duplicate(author, draft.id);
      const copies = [await authoring.journeys.duplicate(author, live.id)];
      await authoring.journeys.close(author, live.id, confirmed);
      copies.push(await authoring.journeys.duplicate(author, live.id));
      await authoring.journeys.stop(author, live.id, confirmed);
      copies.push(await authoring.journeys.duplicate(author, live.id));
      for (const copy of copies) expect(copy).toMatchObject({ status: 'draft', version: 1, isLatest: true });
      expect(new Set(copies.map(({ journeyId }) => journeyId)).size).toBe(3);
      expect(copies.map(({ definition }) => definition.name)).toEqual(['Delays_Copy2', 'Delays_Copy3', 'Delays_Copy4']);
    });

    it('J171 at its end date a journey is closed', async () => {
      const endAt = new Date(rig.clock.now() + dayMs).toISOString();
      const { id } = await newLive({ endAt });
      rig.clock.advance(dayMs - 1);
      await authoring.journeys.sweep();
      expect(await statusOf(id)).toBe('live');
      rig.clock.advance(1);
      const epoch = await loadRoutingEpoch(rig.pool);
      expect(await authoring.journeys.sweep()).toMatchObject({ closed: 1 });
      expect(await get(id)).toMatchObject({ status: 'closed', closedAt: rig.clock.now() });
      expect(await loadRoutingEpoch(rig.pool)).toBeGreaterThan(epoch);
    });

    it('J172 closed for 30 days becomes finished', async () => {
      const { id } = await newLive();
      await authoring.journeys.close(author, id, confirmed);
      rig.clock.advance(30 * dayMs - 1);
      await authoring.journeys.sweep();
      expect(await statusOf(id)).toBe('closed');
      rig.clock.advance(1);
      await authoring.journeys.sweep();
      expect(await statusOf(id)).toBe('finished');
    });

    async function insertInstance(versionId: string, journeyId: string) {
      await rig.pool.query(
        `insert into instances (id, sandbox, journey_id, version_id, partition, key, status, entered_at, state)
       values ($1, $2, $3, $4, 0, 'ada@example.org', 'running', 0, '{}')`,
        [`instance-${versionId}`, author.sandbox, journeyId, versionId],
      );
    }
  });

  describe('the list of journeys', () => {
    it('narrows by name, status, latest version and object used', async () => {
      const { actionId } = await authorFlights(authoring, author);
      const live = await newLive();
      await authoring.journeys.newVersion(author, live.id);
      await newDraft({ name: 'Empty', activities: [], transitions: [] });
      const list = async (query: object) => {
        const { items } = await authoring.journeys.list(author.sandbox, { ...byName, ...query });
        return items.map(({ definition, version, status }) => `${definition.name} ${version} ${status}`);
      };
      expect(await list({})).toHaveLength(3);
      expect(await list({ search: 'emp' })).toEqual(['Empty 1 draft']);
      expect(await list({ statuses: ['live'] })).toEqual(['Delays 1 live']);
      expect(await list({ isLatestOnly: true, search: 'del' })).toEqual(['Delays 2 draft']);
      expect(await list({ usesObjectId: actionId, statuses: ['draft'] })).toEqual(['Delays 2 draft']);
    });
  });
});
