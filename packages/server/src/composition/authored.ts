import { randomUUID } from 'node:crypto';
import { type Authoring, type AuthoringStore, createAuthoring, createSecretBox, createTargets } from '@cairn/authoring';
import { type RoutingHolder, systemClock } from '@cairn/engine/runner';
import { createOutbound, type OutboundCalls } from '@cairn/outbound';
import { createAuthoringStore } from '@cairn/postgres';
import type { Metrics } from '../observability/metrics.ts';
import { readSecret } from '../settings/secret-file.ts';
import { defaultSandbox } from './sandbox.ts';
import type { StartOptions } from './start-options.ts';
import type { Storage } from './storage.ts';

/** What people author, and the way out that carries their actions and data sources. */
export interface Authored {
  readonly authoring: Authoring;
  readonly outbound: OutboundCalls;
}

/** Opens both over one store and one box of secrets, and gives the sandbox what it has from the start. */
export async function openAuthored(
  { settings, logger }: StartOptions,
  storage: Storage,
  routing: RoutingHolder,
  metrics: Metrics,
  closing: AsyncDisposableStack,
): Promise<Authored> {
  const { allowedHosts, dataDir, organizationId, instanceLifeMs, internalHosts, liveJourneyQuota, secretKey } =
    settings;
  const secretBox = createSecretBox(Buffer.from(readSecret(secretKey, dataDir, 'secret-key'), 'hex'));
  const store = refreshing(createAuthoringStore(storage.pool), async () => {
    await routing.refresh();
    storage.signals.routingChanged();
  });
  const outbound = createOutbound({
    targets: createTargets({ store, secretBox, now: systemClock.now }),
    clock: systemClock,
    allowedHosts,
    caps: { dataSource: { maxCalls: settings.sourceCallsPerSecond, windowMs: 1_000 } },
    observe: metrics.outboundObserver(logger),
  });
  closing.defer(() => outbound.close());
  const authoring = createAuthoring({
    store,
    secretBox,
    probeCalls: outbound,
    organizationId,
    hostPolicy: { allowedHosts, internalHosts },
    liveQuota: liveJourneyQuota,
    instanceLifeMs,
    newId: randomUUID,
    now: systemClock.now,
  });
  await authoring.openSandbox(defaultSandbox);
  return { authoring, outbound };
}

/** Makes what was authored effective in this process before the author gets an answer. */
function refreshing(store: AuthoringStore, refresh: () => Promise<void>): AuthoringStore {
  return {
    ...store,
    async change(sandbox, work) {
      const result = await store.change(sandbox, work);
      await refresh();
      return result;
    },
  };
}
