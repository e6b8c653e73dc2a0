import type { Author, Authoring } from '@cairn/authoring';
import { secretMask, secretPlaceholder } from '@cairn/model';
import {
  type AuthoringRig,
  authorFlights,
  compensateAction,
  delayJourney,
  flightSchema,
  landedEvent,
  openAuthoringRig,
  weatherSource,
} from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

await describeOnStores('objects', (fresh) => {
  let rig: AuthoringRig;
  let authoring: Authoring;
  let author: Author;

  beforeAll(async () => {
    rig = await openAuthoringRig({ database: await fresh() });
    authoring = rig.authoring;
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    author = await rig.newAuthor();
  });

  const refusedWith = (code: string) => expect.objectContaining({ code });
  const byName = { sort: 'name', isDescending: false, limit: 50 } as const;

  describe('objects of every kind', () => {
    it('are read back with who made and who changed them, and a revision that grows', async () => {
      const created = await authoring.actions.create(author, compensateAction);
      expect(created).toMatchObject({ revision: 1, createdBy: 'ada', updatedBy: 'ada', usedInCount: 0 });
      rig.clock.advance(5_000);
      const bea = { ...author, userId: 'bea' };
      const sent = { ...created.body, description: 'Pays' };
      const changed = await authoring.actions.update(bea, created.id, 1, sent);
      expect(changed).toMatchObject({ revision: 2, createdBy: 'ada', updatedBy: 'bea', createdAt: created.createdAt });
      expect(changed.updatedAt).toBe(created.updatedAt + 5_000);
      expect(await authoring.actions.get(author.sandbox, created.id)).toEqual(changed);
    });

    it('refuse an edit that started from an older revision', async () => {
      const { id, body } = await authoring.actions.create(author, compensateAction);
      await authoring.actions.update(author, id, 1, { ...body, description: 'one' });
      const late = authoring.actions.update(author, id, 1, { ...body, description: 'two' });
      await expect(late).rejects.toThrow(refusedWith('AUTHORING_REVISION_CONFLICT'));
      expect((await authoring.actions.get(author.sandbox, id)).body.description).toBe('one');
    });

    it('have a name of their own in their sandbox, which another kind or sandbox may use too', async () => {
      await authoring.actions.create(author, compensateAction);
      const twin = authoring.actions.create(author, compensateAction);
      await expect(twin).rejects.toThrow(refusedWith('AUTHORING_NAME_TAKEN'));
      await authoring.dataSources.create(author, { ...weatherSource, name: 'Compensate' });
      await authoring.actions.create(await rig.newAuthor(), compensateAction);
    });

    it('are unknown in another sandbox', async () => {
      const { id } = await authoring.actions.create(author, compensateAction);
      const stranger = await rig.newAuthor();
      const missing = refusedWith('AUTHORING_NOT_FOUND');
      await expect(authoring.actions.get(stranger.sandbox, id)).rejects.toThrow(missing);
      await expect(authoring.actions.delete(stranger, id)).rejects.toThrow(missing);
      await expect(authoring.events.get(author.sandbox, id)).rejects.toThrow(missing);
    });

    it('are listed by part of the name, sorted, in pages that neither skip nor repeat', async () => {
      for (const name of ['Beta', 'alpha_1', 'Gamma', 'Alpha_2', 'Delta']) {
        await authoring.actions.create(author, { ...compensateAction, name });
      }
      const list = authoring.actions.list.bind(authoring.actions, author.sandbox);
      const found = await list({ ...byName, search: 'ALPHA_' });
      expect(found.items.map(({ body }) => body.name).sort()).toEqual(['Alpha_2', 'alpha_1']);
      expect((await list({ ...byName, search: 'a%a' })).total).toBe(0);
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ ...byName, isDescending: true, limit: 2, cursor });
        expect(page.total).toBe(5);
        names.push(...page.items.map(({ body }) => body.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const all = await list({ ...byName, isDescending: true });
      expect(names).toEqual(all.items.map(({ body }) => body.name));
      expect(new Set(names).size).toBe(5);
      await expect(list({ ...byName, cursor: 'nonsense' })).rejects.toThrow(refusedWith('STORE_CURSOR_INVALID'));
    });

    it('store nothing when a rule is broken, and name field and rule', async () => {
      const sent = { ...compensateAction, name: 'no spaces', url: '', method: 'DELETE', extra: 1 };
      const error = await authoring.actions.create(author, sent).catch((caught) => caught);
      expect(error).toMatchObject({ code: 'AUTHORING_INVALID', httpStatus: 400 });
      const paths = error.errors.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(expect.arrayContaining(['name', 'url', 'method']));
      expect((await authoring.actions.list(author.sandbox, byName)).total).toBe(0);
    });
  });

  describe('secrets', () => {
    it('J34 are sealed in the store and masked when read', async () => {
      const { id, body } = await authoring.actions.create(author, compensateAction);
      expect(body.authentication).toEqual({ type: 'basic', user: 'cairn', password: secretMask });
      const { rows } = await rig.pool.query('select body::text from authored_objects where id = $1', [id]);
      expect(rows[0].body).not.toContain('open sesame');
      const listed = await authoring.actions.list(author.sandbox, byName);
      expect(JSON.stringify(listed)).not.toMatch(/open sesame|sealed:/);
    });

    it('keep their value when the mask is sent back, and take a new one', async () => {
      const { id, body } = await authoring.actions.create(author, compensateAction);
      await authoring.actions.update(author, id, 1, { ...body, description: 'kept' });
      expect(await storedPassword(id)).toBe('open sesame');
      const renewed = { ...body, authentication: { type: 'basic', user: 'cairn', password: 'new one' } };
      await authoring.actions.update(author, id, 2, renewed);
      expect(await storedPassword(id)).toBe('new one');
    });

    it('cannot be the mask where nothing is stored, nor move to another type of authentication', async () => {
      const authentication = { type: 'basic', user: 'cairn', password: secretMask };
      const missing = refusedWith('AUTHORING_SECRET_MISSING');
      await expect(authoring.actions.create(author, { ...compensateAction, authentication })).rejects.toThrow(missing);
      const { id, body } = await authoring.actions.create(author, compensateAction);
      const moved = { type: 'apiKey', name: 'x-key', value: secretMask, location: 'header' };
      await expect(authoring.actions.update(author, id, 1, { ...body, authentication: moved })).rejects.toThrow(
        missing,
      );
    });

    it('are asked for again when they would be sent to another host', async () => {
      const { id, body } = await authoring.actions.create(author, compensateAction);
      const missing = refusedWith('AUTHORING_SECRET_MISSING');
      const moved = { ...body, url: 'https://elsewhere.example.org/take' };
      await expect(authoring.actions.update(author, id, 1, moved)).rejects.toThrow(missing);
      const custom = await authoring.actions.create(author, {
        ...compensateAction,
        name: 'Custom',
        authentication: customAuthentication,
      });
      const endpoint = 'https://elsewhere.example.org/token';
      const authentication = { ...custom.body.authentication, endpoint };
      await expect(authoring.actions.update(author, custom.id, 1, { ...custom.body, authentication })).rejects.toThrow(
        missing,
      );
      const samePlace = { ...body, url: new URL('other/path', body.url).href };
      await authoring.actions.update(author, id, 1, samePlace);
      expect(await storedPassword(id)).toBe('open sesame');
    });

    it('that are missing are all named at once', async () => {
      const bodyParams = { client: secretMask, nested: { pin: secretPlaceholder } };
      const authentication = { ...customAuthentication, body: { bodyType: 'json', bodyParams } };
      const refusal = authoring.actions.create(author, { ...compensateAction, authentication });
      const error = await refusal.catch((caught) => caught);
      expect(error.errors.map(({ path }: { path: string }) => path)).toEqual([
        'authentication.body.bodyParams.client',
        'authentication.body.bodyParams.nested.pin',
      ]);
    });

    it('of custom authentication cover headers, body parameters and the query of the endpoint', async () => {
      const authentication = customAuthentication;
      const { id, body } = await authoring.actions.create(author, { ...compensateAction, authentication });
      const stored = await rig.store.loadObject(author.sandbox, 'action', id);
      for (const shown of [JSON.stringify(stored), JSON.stringify(body)]) expect(shown).not.toMatch(/-secret|4711/);
      const copy = await authoring.actions.duplicate(author, id);
      await authoring.actions.update(author, copy.id, 1, copy.body);
      expect((await rig.targets.loadAction(author.sandbox, copy.id))?.authentication).toEqual(authentication);
    });

    const customAuthentication = {
      type: 'customAuthorization',
      endpoint: 'https://auth.example.org/token?code=q-secret',
      method: 'POST',
      headers: { 'X-App': 'h-secret' },
      body: { bodyType: 'json', bodyParams: { client: 'b-secret', nested: { pin: 4711 } } },
      tokenInResponse: 'json://access_token',
      authorizationType: 'bearer',
    };

    const storedPassword = async (id: string) => {
      rig.clock.advance(2_000);
      const action = await rig.targets.loadAction(author.sandbox, id);
      return action?.authentication.type === 'basic' && action.authentication.password;
    };
  });

  describe('objects in use', () => {
    const useInDraft = async () => {
      const objects = await authorFlights(authoring, author);
      return { ...objects, draft: await authoring.journeys.create(author, delayJourney) };
    };

    it('J27 an action used in a draft lets only name, description, URL and authentication be edited', async () => {
      const { actionId } = await useInDraft();
      const { body } = await authoring.actions.get(author.sandbox, actionId);
      const allowed = {
        ...body,
        ...{ name: 'Refund', description: 'Pays back', url: 'https://api.example.org/refunds' },
        authentication: { type: 'apiKey', name: 'key', value: 'k', location: 'query' },
      };
      const { body: changed } = await authoring.actions.update(author, actionId, 1, allowed);
      expect(changed).toMatchObject({ name: 'Refund', url: 'https://api.example.org/refunds' });
      const locked = refusedWith('AUTHORING_LOCKED');
      const refused = [{ body: [] }, { method: 'PUT' }, { responseSample: { id: 1 } }, { allowNull: true }];
      for (const change of refused) {
        const sent = { ...changed, ...change };
        await expect(authoring.actions.update(author, actionId, 2, sent)).rejects.toThrow(locked);
      }
    });

    it('J28 a header row can be added while all its journeys are drafts, not once one is live', async () => {
      const { actionId, draft } = await useInDraft();
      const { body } = await authoring.actions.get(author.sandbox, actionId);
      const first = { name: 'X-First', mode: 'constant', value: '1' } as const;
      const { body: one } = await authoring.actions.update(author, actionId, 1, { ...body, headers: [first] });
      await authoring.journeys.publish(author, draft.id);
      const second = { ...one, headers: [first, { name: 'X-Second', mode: 'constant', value: '2' }] };
      const late = authoring.actions.update(author, actionId, 2, second);
      await expect(late).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
      const removed = authoring.actions.update(author, actionId, 2, { ...one, headers: [] });
      await expect(removed).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
    });

    it('J29 duplicating a used action yields an editable copy, and journeys keep the original', async () => {
      const { actionId } = await useInDraft();
      const copy = await authoring.actions.duplicate(author, actionId);
      expect(copy).toMatchObject({ usedInCount: 0, body: { name: 'Compensate_Copy' } });
      await authoring.actions.update(author, copy.id, 1, { ...copy.body, method: 'PUT' });
      expect((await authoring.actions.duplicate(author, actionId)).body.name).toBe('Compensate_Copy2');
      const uses = await authoring.actions.listUses(author.sandbox, actionId);
      expect(uses.map(({ journeyName }) => journeyName)).toEqual(['Delays']);
    });

    it('J30 deleting an action used by a draft or live journey is refused with the list of journeys', async () => {
      const { actionId, draft } = await useInDraft();
      for (const status of ['draft', 'live']) {
        const error = await authoring.actions.delete(author, actionId).catch((caught) => caught);
        expect(error.code).toBe('AUTHORING_IN_USE');
        expect(error.errors).toEqual([expect.objectContaining({ path: `journeys.${draft.id}` })]);
        expect(error.errors[0].message).toContain(`"Delays", version 1 (${status})`);
        if (status === 'draft') await authoring.journeys.publish(author, draft.id);
      }
      await authoring.journeys.stop(author, draft.id, { confirm: true });
      await authoring.actions.delete(author, actionId);
    });

    it("J31 'used in' counts a journey once whatever its number of uses, and lists it", async () => {
      const { actionId, draft } = await useInDraft();
      const again = { ...delayJourney.activities[2], id: 'again' };
      const twice = {
        ...delayJourney,
        activities: [...delayJourney.activities, again],
        transitions: [...delayJourney.transitions, { id: 't3', from: 'pay', to: 'again' }],
      };
      await authoring.journeys.save(author, draft.id, 1, twice);
      await authoring.journeys.publish(author, draft.id);
      await authoring.journeys.newVersion(author, draft.id);
      const { usedInCount } = await authoring.actions.get(author.sandbox, actionId);
      expect(usedInCount).toBe(1);
      const listed = await authoring.actions.list(author.sandbox, byName);
      expect(listed.items[0]?.usedInCount).toBe(1);
      const uses = await authoring.actions.listUses(author.sandbox, actionId);
      expect(uses.map(({ version, status }) => `${version} ${status}`)).toEqual(['1 live', '2 draft']);
    });

    it('renaming an object renames it in the drafts that use it', async () => {
      const { eventId, draft } = await useInDraft();
      const { body } = await authoring.events.get(author.sandbox, eventId);
      const renamed = await authoring.events.update(author, eventId, 1, { ...body, name: 'Arrived' });
      expect(renamed.body.key).toBe('@{Arrived.passenger}');
      const { definition, revision } = await authoring.journeys.get(author.sandbox, draft.id);
      expect(revision).toBe(2);
      expect(JSON.stringify(definition)).not.toContain('Landed');
      expect((await authoring.events.get(author.sandbox, eventId)).usedInCount).toBe(1);
    });
  });

  describe('events', () => {
    it('J78 a rule-based event without condition, schema or key is refused with a mark on each', async () => {
      const { rule: _rule, key: _key, schemaId: _schemaId, ...rest } = landedEvent('any');
      const error = await authoring.events.create(author, rest).catch((caught) => caught);
      const paths = error.errors.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(expect.arrayContaining(['rule', 'schemaId', 'key']));
    });

    it('J82 the event ID is absent before the first save, and present, constant and unique after', async () => {
      const { id: schemaId } = await authoring.schemas.create(author, flightSchema);
      const { rule: _rule, type: _type, ...rest } = landedEvent(schemaId);
      const sent = { ...rest, type: 'systemGenerated' } as const;
      const invented = authoring.events.create(author, { ...sent, eventId: 'mine' });
      await expect(invented).rejects.toThrow(refusedWith('AUTHORING_INVALID'));
      const { id, body } = await authoring.events.create(author, sent);
      const eventId = body.type === 'systemGenerated' && body.eventId;
      expect(eventId).toBeTruthy();
      const { body: later } = await authoring.events.update(author, id, 1, { ...sent, description: 'x' });
      expect(later).toMatchObject({ eventId });
      const { body: copy } = await authoring.events.duplicate(author, id);
      expect(copy.type === 'systemGenerated' && copy.eventId).not.toBe(eventId);
      expect(copy.key).toBe('@{Landed_Copy.passenger}');
    });

    it('J91 an event used in a draft accepts a new payload field and refuses every other change', async () => {
      const { eventId, schemaId } = await authorFlights(authoring, author);
      await authoring.journeys.create(author, delayJourney);
      const { id: otherSchema } = await authoring.schemas.create(author, { ...flightSchema, name: 'Other' });
      const wider = { ...landedEvent(schemaId), fields: ['passenger', 'delay', 'origin'] };
      await authoring.events.update(author, eventId, 1, wider);
      const refused = [
        { fields: ['passenger', 'delay'] },
        { schemaId: otherSchema },
        { key: '@{Landed.origin}' },
        { namespace: 'Phone' },
        { rule: { kind: 'row', field: 'delay', operator: 'greaterThan', value: 30 } },
      ];
      for (const change of refused) {
        const update = authoring.events.update(author, eventId, 2, { ...wider, ...change });
        await expect(update).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
      }
    });

    it('take their fields from a schema that only grows from then on', async () => {
      const { schemaId } = await authorFlights(authoring, author);
      const { document } = flightSchema;
      const { delay: _delay, ...fewer } = document.properties;
      const refused = [
        { ...document, properties: fewer },
        { ...document, properties: { ...document.properties, delay: { type: 'string' } } },
        { ...document, required: ['passenger', 'origin'] },
      ];
      for (const changed of refused) {
        const update = authoring.schemas.update(author, schemaId, 1, { ...flightSchema, document: changed });
        await expect(update).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
      }
      const wider = { ...document, properties: { ...document.properties, gate: { type: 'string' } } };
      await authoring.schemas.update(author, schemaId, 1, { ...flightSchema, document: wider });
    });

    it('J92 an event used by no journey can be deleted, otherwise deletion is refused', async () => {
      const { eventId, schemaId } = await authorFlights(authoring, author);
      const draft = await authoring.journeys.create(author, delayJourney);
      await expect(authoring.events.delete(author, eventId)).rejects.toThrow(refusedWith('AUTHORING_IN_USE'));
      await authoring.journeys.delete(author, draft.id);
      await expect(authoring.schemas.delete(author, schemaId)).rejects.toThrow(refusedWith('AUTHORING_IN_USE'));
      await authoring.events.delete(author, eventId);
      await authoring.schemas.delete(author, schemaId);
    });
  });

  describe('data sources', () => {
    it('J99 the profile source exists in a new sandbox with one profile group, and cannot be deleted or renamed', async () => {
      const { items } = await authoring.dataSources.list(author.sandbox, byName);
      expect(items.map(({ body }) => body.name)).toEqual(['ProfileStore']);
      const [profile] = items;
      if (profile === undefined) throw new Error('listed above');
      expect(profile.body.fieldGroups).toHaveLength(1);
      const builtIn = refusedWith('AUTHORING_BUILT_IN');
      await expect(authoring.dataSources.delete(author, profile.id)).rejects.toThrow(builtIn);
      await expect(authoring.dataSources.duplicate(author, profile.id)).rejects.toThrow(builtIn);
      const renamed = { ...profile.body, name: 'Mine' };
      const invalid = refusedWith('AUTHORING_INVALID');
      await expect(authoring.dataSources.update(author, profile.id, 1, renamed)).rejects.toThrow(invalid);
      const emptied = { ...profile.body, fieldGroups: [] };
      await expect(authoring.dataSources.update(author, profile.id, 1, emptied)).rejects.toThrow(invalid);
      await expect(authoring.dataSources.create(author, profile.body)).rejects.toThrow(invalid);
      await authoring.openSandbox(author.sandbox);
      expect((await authoring.dataSources.list(author.sandbox, byName)).total).toBe(1);
    });

    it('the profile group gains fields, and an event schema gets a group of its own', async () => {
      const { id: schemaId } = await authoring.schemas.create(author, flightSchema);
      const { items } = await authoring.dataSources.list(author.sandbox, byName);
      const profile = items[0]!;
      const [group] = profile.body.fieldGroups;
      const fields = [...group!.fields, { path: 'preferredLanguage', type: 'string' }];
      const history = { name: 'Flights', schemaId, fields: [{ path: 'delay', type: 'integer' }] };
      const sent = { ...profile.body, fieldGroups: [{ ...group, fields }, history] };
      const { body } = await authoring.dataSources.update(author, profile.id, 1, sent);
      expect(body.fieldGroups.map(({ name }) => name)).toEqual(['Profile', 'Flights']);
    });

    it('J105 a param not listed in dynamic values, or a listed one missing from the sent payload, is a save error', async () => {
      const post = (dynamicValues: string[], sentPayload: unknown) =>
        authoring.dataSources.create(author, {
          ...weatherSource,
          fieldGroups: [{ name: 'Sky', method: 'POST', dynamicValues, sentPayload }],
        });
      const invalid = refusedWith('AUTHORING_INVALID');
      await expect(post([], { id: { param: 'identifier' } })).rejects.toThrow(invalid);
      await expect(post(['identifier', 'city'], { id: { param: 'identifier' } })).rejects.toThrow(invalid);
      await post(['identifier'], { id: { param: 'identifier' } });
    });

    it('J111 a group used by a draft gains a field, loses none and cannot go; a duplicate is free', async () => {
      const { sourceId } = await authorFlights(authoring, author);
      await authoring.journeys.create(author, delayJourney);
      const { body } = await authoring.dataSources.get(author.sandbox, sourceId);
      const [sky] = body.fieldGroups;
      const rain = { path: 'rain', type: 'decimal' };
      const idle = { name: 'Idle', fields: [rain] };
      const wider = { ...body, fieldGroups: [{ ...sky, fields: [...sky!.fields, rain] }, idle] };
      const { body: changed } = await authoring.dataSources.update(author, sourceId, 1, wider);
      const [changedSky] = changed.fieldGroups;
      const refused = [[{ ...changedSky, fields: [rain] }], []];
      for (const fieldGroups of refused) {
        const update = authoring.dataSources.update(author, sourceId, 2, { ...changed, fieldGroups });
        await expect(update).rejects.toThrow(refusedWith('AUTHORING_LOCKED'));
      }
      await authoring.dataSources.update(author, sourceId, 2, { ...changed, fieldGroups: [changedSky] });
      const copy = await authoring.dataSources.duplicate(author, sourceId);
      await authoring.dataSources.update(author, copy.id, 1, { ...copy.body, fieldGroups: [] });
      const uses = await authoring.dataSources.listUses(author.sandbox, sourceId);
      expect(uses.map(({ part }) => part)).toEqual(['Sky']);
    });
  });
});
