// Entry of a child process: Cairn as `cairn start` composes it, with a fuse at one of the kill points.
import { flushCompileCache } from 'node:module';
import { pino } from 'pino';
import { defaultSandbox, startCairn } from '../../packages/server/src/composition/cairn.ts';
import { readSettings } from '../../packages/server/src/settings/settings.ts';
import type { Order, Ready } from './cairn-process.ts';
import { wrappersWithFuse } from './kill-points.ts';

process.on('disconnect', () => process.exit(0));
const cairn = await startCairn({
  settings: readSettings(process.env),
  logger: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
  wrappers: wrappersWithFuse(process.env),
});
process.on('message', (order: Order) => {
  if (order.kind === 'publish') void publish(order.journey).then(() => process.send?.('published'));
  else void cairn.stop().finally(() => process.exit(0));
});
process.send?.({ port: Number(new URL(cairn.address ?? '').port), apiKey: cairn.localKey } satisfies Ready);
// Whoever is killed writes no cache at its end, and its heir would compile everything again.
flushCompileCache();

async function publish(journey: object): Promise<void> {
  const author = { sandbox: defaultSandbox, userId: 'test' };
  const draft = await cairn.authoring.journeys.import(author, journey);
  await cairn.authoring.journeys.publish(author, draft.id);
}
