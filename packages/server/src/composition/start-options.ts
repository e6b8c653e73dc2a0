import type { EventLog, Outbound, RunStore } from '@cairn/engine';
import type { Logger } from 'pino';
import type { Settings } from '../settings/settings.ts';

/** Parts of this process: `all` serves HTTP and works on the log, `worker` only works. */
export type Role = 'all' | 'worker';

/** Places where a test puts its hand between the parts; the product passes none. */
export interface Wrappers {
  readonly runStore?: (store: RunStore) => RunStore;
  readonly eventLog?: (log: EventLog) => EventLog;
  readonly outbound?: (outbound: Outbound) => Outbound;
}

export interface StartOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Default `all`. */
  readonly role?: Role;
  readonly wrappers?: Wrappers;
  /** Called once when the process cannot go on: the embedded database broke. */
  readonly onFatal?: (error: unknown) => void;
}
