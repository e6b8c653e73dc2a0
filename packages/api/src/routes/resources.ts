import type { RegisterRoutes } from '../api-instance.ts';
import { registerActionRoutes } from './actions/routes.ts';
import { registerApiKeys } from './api-keys/routes.ts';
import { registerAuth } from './auth/routes.ts';
import { registerCalls } from './calls/routes.ts';
import { registerCollection } from './collection/routes.ts';
import { registerDataSourceRoutes } from './data-sources/routes.ts';
import { registerDiscards } from './discards/routes.ts';
import { registerErrorPage } from './docs/routes.ts';
import { registerEventDefinitionRoutes } from './event-definitions/routes.ts';
import { registerEvents } from './events/routes.ts';
import { registerHealth } from './health/routes.ts';
import { registerHome } from './home/routes.ts';
import { registerInletRoutes } from './inlets/routes.ts';
import { registerInstances } from './instances/routes.ts';
import { registerJourneyRoutes } from './journeys/routes.ts';
import { registerMe } from './me/routes.ts';
import { registerProfiles, registerProfileWrites } from './profiles/routes.ts';
import { registerSchemaRoutes } from './schemas/routes.ts';
import { registerSetup } from './setup/routes.ts';
import { registerStatistics } from './statistics/routes.ts';
import { registerStepEvents } from './step-events/routes.ts';

/** Every resource of the API; one line each. */
export const resources: readonly RegisterRoutes[] = [
  registerHome,
  registerErrorPage,
  registerHealth,
  registerCollection,
  registerEvents,
  registerSetup,
  registerAuth,
  registerMe,
  registerApiKeys,
  registerInstances,
  registerStepEvents,
  registerCalls,
  registerDiscards,
  registerStatistics,
  registerProfiles,
  registerProfileWrites,
  registerActionRoutes,
  registerDataSourceRoutes,
  registerEventDefinitionRoutes,
  registerInletRoutes,
  registerJourneyRoutes,
  registerSchemaRoutes,
];
