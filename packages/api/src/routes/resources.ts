import type { RegisterRoutes } from '../api-instance.ts';
import { registerHealth } from './health/routes.ts';

/** Every resource of the API; one line each. */
export const resources: readonly RegisterRoutes[] = [registerHealth];
