import type { JsonValue } from '@cairn/expression';
import type { Call, StepEvent } from './effect.ts';
import type { Instance, InstanceStatus } from './instance.ts';
import type { Discard } from './ports.ts';
import type { CallResult } from './stimulus.ts';

/** Which page of a list: as many as `limit` (1 to 1,000), after the one that handed out `cursor`. */
export interface PageRequest {
  readonly limit: number;
  /** Opaque; null for the first page. One that was not handed out by the same list is refused (STORE_CURSOR_INVALID). */
  readonly cursor: string | null;
}
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface InstanceFilter extends PageRequest {
  readonly sandbox: string;
  readonly journeyId?: string;
  readonly versionId?: string;
  readonly key?: string;
  readonly status?: InstanceStatus;
}
/** An instance without what it carries. */
export type InstanceSummary = Omit<Instance, 'state'>;

export interface StepFilter extends PageRequest {
  readonly sandbox: string;
  readonly instanceId?: string;
  readonly versionId?: string;
  /** Steps after this place only: to follow them live, go on from the last one's `seq`. */
  readonly afterSeq?: number;
}
export interface RecordedStep extends StepEvent {
  /** Grows with time. Where several workers commit at once, a lower place may appear after a higher one. */
  readonly seq: number;
}

export interface CallFilter extends PageRequest {
  readonly sandbox: string;
  readonly instanceId?: string;
  readonly status?: CallStatus;
}
/** `cancelled`: its journey was stopped before the call was made. */
export type CallStatus = 'pending' | 'finished' | 'cancelled';
/** A call as listed: where it goes and how it went, never what was sent or answered. */
export interface CallSummary
  extends Pick<
    Call,
    'id' | 'sandbox' | 'instanceId' | 'journeyId' | 'versionId' | 'activityId' | 'kind' | 'targetId' | 'timeoutMs'
  > {
  readonly status: CallStatus;
  /** Epoch milliseconds; null while somebody waits for it. */
  readonly finishedAt: number | null;
  /** Null until finished. */
  readonly result: Pick<
    CallResult,
    'outcome' | 'httpStatus' | 'statusCode' | 'attempts' | 'elapsedMs' | 'message'
  > | null;
}

export interface DiscardFilter extends PageRequest {
  readonly sandbox: string;
  readonly code?: Discard['code'];
}

/** How many steps left one node by one branch, and how. */
export interface StepCount {
  readonly nodeId: string;
  readonly branch: string | null;
  readonly stepStatus: StepEvent['stepStatus'];
  readonly count: number;
}

/** Of one journey version, all its time. */
export interface VersionStatistics {
  readonly entered: number;
  readonly completed: number;
  /** Ended in error, by the global timeout included. */
  readonly error: number;
  readonly running: number;
}

/** What people and reports read of the run time. Lists are newest first, steps oldest first. Adapter: packages/postgres. */
export interface RunReader {
  listInstances(filter: InstanceFilter): Promise<Page<InstanceSummary>>;
  getInstance(sandbox: string, id: string): Promise<Instance | null>;
  listSteps(filter: StepFilter): Promise<Page<RecordedStep>>;
  /** Place of the newest step, 0 when there is none: where somebody who wants to see what comes begins. */
  loadLastStepSeq(sandbox: string): Promise<number>;
  listCalls(filter: CallFilter): Promise<Page<CallSummary>>;
  listDiscards(filter: DiscardFilter): Promise<Page<Discard>>;
  countSteps(versionId: string): Promise<readonly StepCount[]>;
  loadStatistics(versionId: string): Promise<VersionStatistics>;
}

/** A person of the built-in profile source. */
export interface StoredProfile {
  readonly sandbox: string;
  readonly namespace: string;
  readonly key: string;
  readonly attributes: JsonValue;
  /** IANA name, or null. */
  readonly timeZone: string | null;
}

/** Who is known. Adapter: packages/postgres. */
export interface ProfileStore {
  /** Creates or replaces each of them; of two with one identity the later stays. One transaction. */
  putProfiles(profiles: readonly StoredProfile[]): Promise<void>;
  getProfile(sandbox: string, namespace: string, key: string): Promise<StoredProfile | null>;
  /** In the order of namespace and key. */
  listProfiles(
    filter: PageRequest & { readonly sandbox: string; readonly namespace?: string },
  ): Promise<Page<StoredProfile>>;
  /** Also erases the person's history. False when the person was unknown. */
  deleteProfile(sandbox: string, namespace: string, key: string): Promise<boolean>;
}
