import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { serveParent } from '../system.ts';

/** Ceiling: the HTTP accept alone, in the product's web framework. */
const app = fastify();
app.post('/events', async (_request, reply) => reply.code(202).send({ status: 'accepted' }));
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;
serveParent({ port, path: '/events', headers: {}, prefix: '{"data":', suffix: '}' }, () => app.close());
