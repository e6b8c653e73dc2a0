import { type AppDeps, buildApp, defaultLimits } from '@cairn/api';
import fastify from 'fastify';
import manifest from '../package.json' with { type: 'json' };
import { putGenerated } from './generated-file.ts';

/** Writes docs/reference/openapi.json from the routes. With `--check` it only compares. Nothing is started for it. */
const app = await buildApp(deps());
const { body } = await app.inject('/api/v1/openapi.json');
await app.close();
putGenerated('docs/reference/openapi.json', `${JSON.stringify(JSON.parse(body), null, 2)}\n`);

/** Routes are described without being called, so that no port is ever used. */
function deps(): AppDeps {
  const unused = new Proxy({}, { get: () => ({}) });
  return {
    access: unused as AppDeps['access'],
    authoring: unused as AppDeps['authoring'],
    intake: unused as AppDeps['intake'],
    inlets: new Map(),
    reader: unused as AppDeps['reader'],
    profiles: unused as AppDeps['profiles'],
    clock: unused as AppDeps['clock'],
    limits: defaultLimits,
    version: manifest.version,
    logger: fastify({ logger: false }).log,
    sandbox: 'prod',
    storeErrors: {},
    unready: async () => ({}),
    metrics: async () => '',
  };
}
