import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { serveParent } from '../system.ts';
import { decideAndPost, type LandedEntity } from './third-party.ts';

/** Ceiling: the same accept and the same POST with no store between them; a crash loses what is in memory. */
const app = fastify();
app.post<{ Body: { data: LandedEntity } }>('/events', async (request, reply) => {
  void decideAndPost(request.body.data);
  return reply.code(202).send({ status: 'accepted' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;
serveParent({ port, path: '/events', headers: {}, prefix: '{"data":', suffix: '}' }, () => app.close());
