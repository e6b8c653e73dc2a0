import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import PgBoss from 'pg-boss';
import { serveParent } from '../system.ts';
import { decideAndPost, type LandedEntity } from './third-party.ts';

/** Rival: the same job written by hand on pg-boss and PostgreSQL. An answer means the job is in the table. */
const schema = `bench_pgboss_${process.pid}`;
const boss = new PgBoss({ connectionString: process.env.BENCH_DATABASE_URL ?? '', schema, max: 10 });
await boss.start();
const queue = 'landed';
await boss.createQueue(queue);
await boss.work<LandedEntity>(queue, { batchSize: 200, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  await Promise.all(jobs.map((job) => decideAndPost(job.data)));
});

const app = fastify();
app.post<{ Body: { data: LandedEntity } }>('/events', async (request, reply) => {
  await boss.send(queue, request.body.data, { retryLimit: 3 });
  return reply.code(202).send({ status: 'accepted' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;
serveParent({ port, path: '/events', headers: {}, prefix: '{"data":', suffix: '}' }, async () => {
  await app.close();
  await boss.stop({ graceful: false });
});
