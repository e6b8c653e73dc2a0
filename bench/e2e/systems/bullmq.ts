import type { AddressInfo } from 'node:net';
import { Queue, Worker } from 'bullmq';
import fastify from 'fastify';
import { Redis } from 'ioredis';
import { serveParent } from '../system.ts';
import { decideAndPost, type LandedEntity } from './third-party.ts';

/** Rival: the same job written by hand on BullMQ and Redis. An answer means the job is in Redis. */
// BullMQ asks for this: its blocking commands must not give up.
const connection = new Redis({ host: '127.0.0.1', port: 6379, maxRetriesPerRequest: null });
const name = `bench-${process.pid}`;
const queue = new Queue<LandedEntity>(name, { connection, defaultJobOptions: { removeOnComplete: true, attempts: 4 } });
const worker = new Worker<LandedEntity>(name, (job) => decideAndPost(job.data), { connection, concurrency: 64 });

const app = fastify();
app.post<{ Body: { data: LandedEntity } }>('/events', async (request, reply) => {
  await queue.add('landed', request.body.data);
  return reply.code(202).send({ status: 'accepted' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;
serveParent({ port, path: '/events', headers: {}, prefix: '{"data":', suffix: '}' }, async () => {
  await app.close();
  await worker.close(true);
  await queue.obliterate({ force: true });
  await queue.close();
  connection.disconnect();
});
