import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { defaultSandbox, startCairn } from '../../../packages/server/src/composition/cairn.ts';
import { readSettings } from '../../../packages/server/src/settings/settings.ts';
import { serveParent } from '../system.ts';

/** The product: single events over the plain route, one condition, one custom action; answered when durable. */
const sinkUrl = new URL(process.env.BENCH_SINK_URL ?? '');
const cache = resolve(import.meta.dirname, '../../../.cache');
const dataDir = mkdtempSync(join(cache, 'bench-'));
const settings = readSettings({
  CAIRN_DATA_DIR: dataDir,
  CAIRN_PORT: '0',
  CAIRN_SAMPLE: 'off',
  CAIRN_ALLOWED_HOSTS: sinkUrl.hostname,
  // The default of 5,000 is a promise to other systems, not what is to be measured here.
  CAIRN_MAX_EVENTS_PER_SECOND: '1000000',
  DATABASE_URL: process.env.BENCH_DATABASE_URL ?? '',
});
const cairn = await startCairn({ settings, logger: pino({ level: 'error' }, pino.destination(2)) });
await publishJourney();

serveParent(
  {
    port: Number(new URL(cairn.address ?? '').port),
    path: '/api/v1/events',
    headers: { Authorization: `Bearer ${cairn.localKey}` },
    prefix: '{"schema":"Landing","data":',
    suffix: '}',
  },
  async () => {
    await cairn.stop();
    rmSync(dataDir, { recursive: true, force: true });
  },
);

async function publishJourney(): Promise<void> {
  const author = { sandbox: defaultSandbox, userId: 'bench' };
  const draft = await cairn.authoring.journeys.import(author, {
    format: 'cairn-journey',
    formatVersion: 1,
    schemas: [
      {
        id: 'schema',
        body: {
          name: 'Landing',
          title: 'Landing',
          class: 'event',
          document: {
            type: 'object',
            required: ['personId'],
            properties: { personId: { type: 'string' }, delayMinutes: { type: 'integer' }, flight: { type: 'string' } },
          },
        },
      },
    ],
    events: [
      {
        id: 'event',
        body: {
          type: 'ruleBased',
          name: 'Landed',
          schemaId: 'schema',
          fields: ['personId', 'delayMinutes', 'flight'],
          namespace: 'Passenger',
          key: '@{Landed.personId}',
          rule: {
            kind: 'group',
            operator: 'and',
            items: [{ kind: 'row', field: 'personId', operator: 'startWith', value: 'person' }],
          },
        },
      },
    ],
    actions: [
      {
        id: 'action',
        body: {
          name: 'Post',
          url: sinkUrl.href,
          method: 'POST',
          body: [
            { name: 'personId', type: 'string', mode: 'variable', label: 'Person' },
            { name: 'delay', type: 'integer', mode: 'variable', label: 'Delay' },
            { name: 'reason', type: 'string', mode: 'constant', value: 'long delay' },
          ],
        },
      },
    ],
    journey: {
      name: 'Bench',
      activities: [
        { id: 'landed', kind: 'event', eventName: 'Landed' },
        {
          id: 'late',
          kind: 'condition',
          type: 'data',
          paths: [{ id: 'long', label: 'long', type: 'data', expression: '@{Landed.delayMinutes} > 60' }],
        },
        {
          id: 'post',
          kind: 'action',
          actionName: 'Post',
          parameters: { personId: '@{Landed.personId}', delay: '@{Landed.delayMinutes}' },
        },
      ],
      transitions: [
        { id: 't1', from: 'landed', to: 'late' },
        { id: 't2', from: 'late', branch: 'long', to: 'post' },
      ],
    },
  });
  await cairn.authoring.journeys.publish(author, draft.id);
}
