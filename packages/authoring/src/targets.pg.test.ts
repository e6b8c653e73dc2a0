import { type AuthoringRig, compensateAction, openAuthoringRig, weatherSource } from '@cairn/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let rig: AuthoringRig;
beforeAll(async () => {
  rig = await openAuthoringRig();
});
afterAll(() => rig.close());

it('targets come with credentials, as the same object until their revision is new', async () => {
  const author = await rig.newAuthor();
  const { id, body } = await rig.authoring.actions.create(author, compensateAction);
  const [first, second] = await Promise.all([load(), load()]);
  expect(first).toMatchObject({ authentication: { password: 'open sesame' } });
  expect(second).toBe(first);
  rig.clock.advance(5_000);
  expect(await load()).toBe(first);
  await rig.authoring.actions.update(author, id, 1, { ...body, url: 'https://api.example.org/elsewhere' });
  expect((await load())?.url).toBe(compensateAction.url);
  rig.clock.advance(1_000);
  expect(await load()).toMatchObject({ url: 'https://api.example.org/elsewhere', authentication: { user: 'cairn' } });

  function load() {
    return rig.targets.loadAction(author.sandbox, id);
  }
});

it('what does not exist, is elsewhere or is built in is no target', async () => {
  const author = await rig.newAuthor();
  const { id } = await rig.authoring.dataSources.create(author, weatherSource);
  expect(await rig.targets.loadDataSource(author.sandbox, id)).toMatchObject({ authentication: { value: 'k-123' } });
  expect(await rig.targets.loadDataSource('elsewhere', id)).toBeNull();
  expect(await rig.targets.loadAction(author.sandbox, id)).toBeNull();
  const query = { search: 'ProfileStore', sort: 'name', isDescending: false, limit: 1 } as const;
  const [profile] = (await rig.authoring.dataSources.list(author.sandbox, query)).items;
  expect(await rig.targets.loadDataSource(author.sandbox, profile!.id)).toBeNull();
});
