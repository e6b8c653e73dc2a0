import type { Access } from '@cairn/access';
import type { Authoring } from '@cairn/authoring';
import type { Clock, Intake, ProfileStore, RunReader } from '@cairn/engine';
import type { FastifyBaseLogger } from 'fastify';
import type { TitledErrors } from './errors/reference.ts';
import type { InletDirectory } from './inlet/inlet-directory.ts';
import type { ApiLimits } from './limits.ts';

/** Everything the API is made of; `server` puts it together. */
export interface AppDeps {
  readonly access: Access;
  readonly authoring: Authoring;
  readonly intake: Intake;
  readonly inlets: InletDirectory;
  readonly reader: RunReader;
  readonly profiles: ProfileStore;
  readonly clock: Pick<Clock, 'now' | 'wakeAt'>;
  readonly limits: ApiLimits;
  /** Of this release, for OpenAPI and `/health/live`. */
  readonly version: string;
  readonly logger: FastifyBaseLogger;
  /** The sandbox of every request that does not come through an inlet, until requests can name one. */
  readonly sandbox: string;
  /** Codes of the store, for the page of errors; this room may not import it. */
  readonly storeErrors: TitledErrors;
  /** Names of what is not ready to serve (`database`, `runner`), with a reason each; empty = ready. */
  readonly unready: () => Promise<Readonly<Record<string, string>>>;
  /** Prometheus text exposition. */
  readonly metrics: () => Promise<string>;
}
