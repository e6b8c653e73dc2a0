import type { HashKey } from '../identity/sip-hash.ts';
import type { DataSourceBinding, JourneySource } from '../journey-source.ts';
import type { Arrow, CompiledActivity, CompiledEvent } from './compiled-activity.ts';

/** A journey version ready to run: every expression compiled, every reference resolved. Immutable and free of data. */
export interface CompiledJourney {
  readonly source: JourneySource;
  readonly activities: ReadonlyMap<string, CompiledActivity>;
  readonly arrows: ReadonlyMap<string, Arrow>;
  /** Event name -> the activity a person enters by. */
  readonly entries: ReadonlyMap<string, CompiledEvent>;
  /** Names of the events that let people in. */
  readonly entryEvents: ReadonlySet<string>;
  /** Names of all events that let people in or move those inside. */
  readonly listensTo: ReadonlySet<string>;
  /** Some step reads the person's profile: attributes, history or time zone. */
  readonly needsProfile: boolean;
  /** Schemas whose history some step reads. */
  readonly historySchemaIds: readonly string[];
  /** Names of the actions whose response some expression reads; others are not kept. */
  readonly actionsRead: ReadonlySet<string>;
  readonly dataSources: ReadonlyMap<string, DataSourceBinding>;
  /** Epoch milliseconds; an event before `startAt` or from `endAt` on lets nobody in. */
  readonly startAt: number;
  readonly endAt: number | null;
  readonly reentranceWaitMs: number;
  /** Deadline of every call of this journey. */
  readonly callTimeoutMs: number;
  /** Key of all ids and draws of this version. */
  readonly hashKey: HashKey;
}
