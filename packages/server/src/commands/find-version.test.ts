import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../client/api-client.ts';
import { findVersion } from './find-version.ts';

const version = (id: string, name: string) => ({
  id,
  version: 1,
  status: 'draft',
  publishedAt: null,
  definition: { name },
});
const items = [version('a', 'Welcome'), version('b', 'Welcome back'), version('c', 'Twin'), version('d', 'Twin')];

let server: Server;
let client: ApiClient;
beforeAll(async () => {
  server = createServer((_request, response) => response.end(JSON.stringify({ items, nextCursor: null })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'any');
});
afterAll(() => server.close());

it('finds a journey by its whole name', async () => {
  expect(await findVersion(client, 'Welcome')).toMatchObject({ id: 'a' });
  await expect(findVersion(client, 'Wel')).rejects.toThrow('There is no journey named "Wel"');
});

it('does not guess between journeys of one name, and lists their ids', async () => {
  await expect(findVersion(client, 'Twin')).rejects.toThrow(
    '2 journeys are named "Twin". Give an id:\n  c  version 1, draft\n  d  version 1, draft',
  );
});
