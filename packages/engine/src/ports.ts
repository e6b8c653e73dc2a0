import type { JsonValue } from '@cairn/expression';
import type { Call, StepEvent } from './effect.ts';
import type { Instance } from './instance.ts';
import type { EventSource, JourneySource } from './journey-source.ts';
import type { CallResult } from './stimulus.ts';

/** Number of partitions of the event log; a person's events always go to the same one. */
export const partitionCount = 16;

/** An inbound message that matched an event definition and whose key is known. */
export interface NewLogEntry {
  readonly sandbox: string;
  readonly partition: number;
  /** Id of the event definition. */
  readonly eventId: string;
  readonly key: string;
  readonly namespace: string | null;
  /** Sender's id of the message, for idempotent intake within 24 hours; null for none. */
  readonly messageId: string | null;
  /** JSON text of the entity, as received. */
  readonly payload: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export interface LogEntry extends NewLogEntry {
  /** Place in the partition, from 1, without gaps. */
  readonly offset: number;
}

/** A message that matched an event but starts nothing (section 17, discard codes). */
export interface Discard {
  readonly sandbox: string;
  readonly at: number;
  readonly code: DiscardCode;
  readonly eventId: string | null;
  readonly journeyId: string | null;
  readonly key: string | null;
}
export const discardCodes = [
  'eventWithoutJourney',
  'keyNotComputable',
  'instanceDuplicate',
  'badNamespace',
  'reentranceNotAllowed',
  'notListening',
  'outsideDates',
  'throughputExceeded',
  'internal',
] as const;
export type DiscardCode = (typeof discardCodes)[number];

/** The durable log of matched events. Adapters: a Postgres table; later NATS JetStream. */
export interface EventLog {
  /**
   * Appends in order, in one transaction; resolves after the commit. The result has one item per entry:
   * its offset, or null when the same `messageId` was accepted within 24 hours.
   */
  append(entries: readonly NewLogEntry[], discards: readonly Discard[]): Promise<readonly (number | null)[]>;
  /**
   * Entries after the cursors, each partition in offset order, at most `limit` in all; partitions take turns, so that
   * one gets less than another only where it has no more.
   */
  read(cursors: ReadonlyMap<number, number>, limit: number): Promise<readonly LogEntry[]>;
}

/** Ownership of a partition: whoever holds a higher epoch owns it. */
export interface Lease {
  readonly partition: number;
  readonly epoch: number;
  /** Offset of the last entry whose turn was committed. */
  readonly cursor: number;
}

/** A call with its result. */
export interface FinishedCall {
  readonly call: Call;
  readonly result: CallResult;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
}

/** Calls without a result, of some instances. */
export interface PendingPage {
  readonly calls: readonly Call[];
  /** Id of the instance after which the next page starts; null on the last page. */
  readonly next: string | null;
}

export interface TurnCommit {
  /** Every partition the turn touched: nothing is written unless all epochs still hold. */
  readonly leases: readonly Lease[];
  /** Version of the routing the turn was computed with: nothing is written if a publish, close or stop came between. */
  readonly routingEpoch: number;
  readonly created: readonly Instance[];
  readonly updated: readonly Instance[];
  readonly calls: readonly Call[];
  readonly finishedCalls: readonly FinishedCall[];
  readonly steps: readonly StepEvent[];
  readonly discards: readonly Discard[];
  /** Messages to keep as the person's history. */
  readonly history: readonly {
    readonly sandbox: string;
    readonly namespace: string;
    readonly key: string;
    readonly schemaId: string;
    readonly occurredAt: number;
    readonly payload: string;
  }[];
}

export interface ProfileRequest {
  readonly sandbox: string;
  readonly namespace: string;
  readonly key: string;
  /** Schemas whose history is wanted: at most the 1,000 newest events, none older than a year. */
  readonly historySchemaIds: readonly string[];
}
export interface Profile {
  readonly attributes: JsonValue;
  readonly timeZone: string | null;
  /** Schema id -> events, newest first. */
  readonly history: ReadonlyMap<string, readonly JsonValue[]>;
}

/** Everything live, at one moment. */
export interface Routing {
  readonly epoch: number;
  readonly events: readonly EventSource[];
  readonly journeys: readonly JourneySource[];
}

/** A turn that cannot be written, however often it is tried: a value of it has no place in the store. Nothing was written. */
export class TurnRefused extends Error {
  constructor(cause: unknown) {
    super('a turn cannot be committed', { cause });
    this.name = 'TurnRefused';
  }
}

/** What the runner needs of the store. Adapter: packages/postgres. */
export interface RunStore {
  loadRouting(): Promise<Routing>;
  /** Cheap: only the epoch. */
  loadRoutingEpoch(): Promise<number>;
  /**
   * Renews the caller's leases and takes over expired or free ones up to a fair share (partitionCount / live workers,
   * rounded up). Returns all leases the worker now holds. `leaseMs` > renewal interval * 3.
   */
  claimLeases(workerId: string, leaseMs: number): Promise<readonly Lease[]>;
  releaseLeases(workerId: string): Promise<void>;
  /** The newest instance for each pair, running or not; missing where there is none. */
  loadLatestInstances(
    pairs: readonly { readonly journeyId: string; readonly key: string }[],
  ): Promise<readonly Instance[]>;
  loadInstances(ids: readonly string[]): Promise<readonly Instance[]>;
  /** Running instances of these partitions with wakeAt <= now, earliest first. */
  loadDueInstances(partitions: readonly number[], now: number, limit: number): Promise<readonly Instance[]>;
  /** Earliest wakeAt of running instances of these partitions, or null. */
  loadNextWakeAt(partitions: readonly number[]): Promise<number | null>;
  /**
   * Calls of these partitions that have no result yet, after a restart or lease change: those of at most `limit`
   * instances, in the order of entry, after the instance `after`.
   */
  loadPendingCalls(partitions: readonly number[], after: string | null, limit: number): Promise<PendingPage>;
  /** In the order of the requests; null where the person is unknown. */
  loadProfiles(requests: readonly ProfileRequest[]): Promise<readonly (Profile | null)[]>;
  /** Throws TurnRefused; after any other error nobody knows whether it was committed. */
  commitTurn(turn: TurnCommit): Promise<'committed' | 'leaseLost' | 'routingChanged'>;
  /** Erases data of instances ended longer than `retentionMs` ago, in bounded batches; returns how many. */
  eraseEnded(before: number, limit: number): Promise<number>;
}

/** The one way out, as the runner sees it. Adapter: packages/outbound. Never throws: a failure is a result. */
export interface Outbound {
  perform(call: Call, signal: AbortSignal): Promise<CallResult>;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once at or after `at`; returns a cancel function. */
  wakeAt(at: number, callback: () => void): () => void;
}
