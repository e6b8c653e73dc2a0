import type { Author, Authoring, JourneyBundle } from '@cairn/authoring';
import { type AuthoringRig, authorFlights, delayJourney, openAuthoringRig } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

await describeOnStores('bundles', (fresh) => {
  let rig: AuthoringRig;
  let authoring: Authoring;
  let author: Author;
  let bundle: JourneyBundle;

  beforeAll(async () => {
    rig = await openAuthoringRig({ database: await fresh() });
    authoring = rig.authoring;
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    author = await rig.newAuthor();
    await authorFlights(authoring, author);
    const draft = await authoring.journeys.create(author, withProfile);
    bundle = await authoring.journeys.export(author.sandbox, draft.id);
  });

  const refusedWith = (code: string) => expect.objectContaining({ code });
  const byName = { sort: 'name', isDescending: false, limit: 50 } as const;

  /** Reads the profile too, so that the built-in source is in the document. */
  const withProfile = {
    ...delayJourney,
    activities: delayJourney.activities.map((activity) =>
      activity.kind === 'action'
        ? { ...activity, parameters: { passenger: '#{ProfileStore.Profile.person.name.firstName}' } }
        : activity,
    ),
  };

  /** As somebody fills in the secrets by hand. */
  function filled(document: JourneyBundle): unknown {
    return JSON.parse(JSON.stringify(document).replaceAll('INSERT_SECRET_HERE', 'filled in'));
  }

  describe('export', () => {
    it('J34 holds a placeholder for every secret', () => {
      const text = JSON.stringify(bundle);
      expect(text).not.toMatch(/open sesame|k-123|sealed:/);
      expect(text.match(/INSERT_SECRET_HERE/g)).toHaveLength(2);
    });

    it('holds the version with everything it refers to', () => {
      expect(bundle.events.map(({ body }) => body.name)).toEqual(['Landed']);
      expect(bundle.actions.map(({ body }) => body.name)).toEqual(['Compensate']);
      expect(bundle.dataSources.map(({ body }) => body.name)).toEqual(['ProfileStore', 'Weather']);
      expect(bundle.schemas.map(({ body }) => body.name)).toEqual(['Flight', 'Profile']);
    });

    it('is refused for a version with errors', async () => {
      const broken = await authoring.journeys.create(author, { ...delayJourney, transitions: [] });
      const attempt = authoring.journeys.export(author.sandbox, broken.id);
      await expect(attempt).rejects.toThrow(refusedWith('AUTHORING_JOURNEY_INVALID'));
    });
  });

  describe('import', () => {
    it('J245 refuses a placeholder that is left; filled in, it makes a draft with new ids and new names', async () => {
      const refused = await authoring.journeys.import(author, bundle).catch((caught) => caught);
      expect(refused).toMatchObject({ code: 'AUTHORING_SECRET_MISSING', httpStatus: 400 });
      expect(refused.errors[0].path).toBe('dataSources.1.body.authentication.value');
      expect((await authoring.actions.list(author.sandbox, byName)).total).toBe(1);
      const imported = await authoring.journeys.import(author, filled(bundle));
      expect(imported).toMatchObject({ status: 'draft', version: 1, definition: { name: 'Delays_2' } });
      const text = JSON.stringify(imported.definition);
      expect(text).toContain('"eventName":"Landed_2"');
      expect(text).toContain('@{Landed_2.delay} > 60 and #{Weather_2.Sky.wind');
      const events = await authoring.events.list(author.sandbox, byName);
      expect(events.items.map(({ body }) => body.key)).toEqual(['@{Landed.passenger}', '@{Landed_2.passenger}']);
      await authoring.journeys.publish(author, imported.id);
    });

    it('J246 importing the same document twice gives two independent sets', async () => {
      const elsewhere = await rig.newAuthor();
      const first = await authoring.journeys.import(elsewhere, filled(bundle));
      const second = await authoring.journeys.import(elsewhere, filled(bundle));
      expect(second.journeyId).not.toBe(first.journeyId);
      const { items } = await authoring.actions.list(elsewhere.sandbox, byName);
      expect(items.map(({ body, usedInCount }) => [body.name, usedInCount])).toEqual([
        ['Compensate', 1],
        ['Compensate_2', 1],
      ]);
      for (const { id } of [first, second]) await authoring.journeys.publish(elsewhere, id);
    });

    it('J247 built-in source and profile group of the document are not created', async () => {
      const elsewhere = await rig.newAuthor();
      await authoring.journeys.import(elsewhere, filled(bundle));
      const { items } = await authoring.dataSources.list(elsewhere.sandbox, byName);
      expect(items.map(({ body }) => body.name)).toEqual(['ProfileStore', 'Weather']);
      const schemas = await authoring.schemas.list(elsewhere.sandbox, byName);
      expect(schemas.items.map(({ body }) => body.name)).toEqual(['Flight', 'Profile']);
    });

    it('J248 a journey whose schema id is unknown shows an error and cannot be published', async () => {
      const elsewhere = await rig.newAuthor();
      const withoutSchema = { ...(filled(bundle) as JourneyBundle), schemas: [] };
      const imported = await authoring.journeys.import(elsewhere, withoutSchema);
      const issues = await authoring.journeys.validate(elsewhere.sandbox, imported.id);
      expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
      const publish = authoring.journeys.publish(elsewhere, imported.id);
      await expect(publish).rejects.toThrow(refusedWith('AUTHORING_JOURNEY_INVALID'));
    });

    it('refuses a document of another shape, and stores nothing of one that is wrong in its last object', async () => {
      const invalid = refusedWith('AUTHORING_INVALID');
      await expect(authoring.journeys.import(author, { format: 'other' })).rejects.toThrow(invalid);
      const twice = { ...bundle, events: [...bundle.events, ...bundle.events] };
      await expect(authoring.journeys.import(author, twice)).rejects.toThrow(invalid);
      const elsewhere = await rig.newAuthor();
      const document = filled(bundle) as JourneyBundle;
      const actions = document.actions.map(({ id, body }) => ({ id, body: { ...body, url: 'https://1.2.3.4/x' } }));
      const error = await authoring.journeys.import(elsewhere, { ...document, actions }).catch((caught) => caught);
      expect(error.errors).toEqual([expect.objectContaining({ path: 'actions.0.body.url' })]);
      expect((await authoring.events.list(elsewhere.sandbox, byName)).total).toBe(0);
    });
  });
});
