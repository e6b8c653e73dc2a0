import type { JourneyDefinition, JourneyStatus } from '@cairn/model';
import type { Reference } from './journey/reference.ts';
import type { Snapshot } from './journey/snapshot.ts';

/** Kinds of objects that journeys are made from; spelled alike in the database and in code. */
export const objectKinds = ['schema', 'event', 'dataSource', 'action', 'inlet'] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** Who made and who last changed something. Times are epoch milliseconds; `revision` grows by one with each change. */
export interface ChangeRecord {
  readonly revision: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** An authored object as the store keeps it: secrets inside `body` are sealed. */
export interface ObjectRow extends ChangeRecord {
  readonly id: string;
  readonly sandbox: string;
  readonly kind: ObjectKind;
  readonly name: string;
  readonly body: unknown;
}

/** One version of a journey. */
export interface VersionRow extends ChangeRecord {
  readonly id: string;
  readonly sandbox: string;
  readonly journeyId: string;
  /** From 1. */
  readonly version: number;
  readonly isLatest: boolean;
  readonly status: JourneyStatus;
  readonly definition: JourneyDefinition;
  readonly publishedAt: number | null;
  readonly publishedBy: string | null;
  /** End date of a published version. */
  readonly endsAt: number | null;
  readonly closedAt: number | null;
  readonly stoppedAt: number | null;
}

/** A version that uses an object (section 1: draft, live and closed ones count). */
export interface Use {
  readonly journeyId: string;
  readonly journeyName: string;
  readonly versionId: string;
  readonly version: number;
  readonly status: JourneyStatus;
  /** Field group used, for data sources; else empty. */
  readonly part: string;
}

/** A reference of a published version, bound to the object it had at that moment. */
export interface BoundReference extends Reference {
  readonly objectId: string | null;
}

export interface PageQuery {
  /** Part of the name, any case. */
  readonly search?: string | undefined;
  readonly sort: 'name' | 'createdAt' | 'updatedAt';
  readonly isDescending: boolean;
  /** `nextCursor` of the page before, for the same query. */
  readonly cursor?: string | undefined;
  /** 1 to 500. */
  readonly limit: number;
}

export interface VersionQuery extends PageQuery {
  readonly statuses?: readonly JourneyStatus[] | undefined;
  readonly isLatestOnly?: boolean | undefined;
  /** Only versions that use this object. */
  readonly usesObjectId?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** null on the last page. */
  readonly nextCursor: string | null;
  /** Objects that match, on all pages. */
  readonly total: number;
}

/** What authoring reads. */
export interface AuthoringReads {
  loadObject(sandbox: string, kind: ObjectKind, id: string): Promise<ObjectRow | null>;
  loadObjects(sandbox: string, kind: ObjectKind): Promise<readonly ObjectRow[]>;
  listObjects(sandbox: string, kind: ObjectKind, query: PageQuery): Promise<Page<ObjectRow & { usedInCount: number }>>;
  listUses(objectId: string): Promise<readonly Use[]>;
  loadVersion(sandbox: string, versionId: string): Promise<VersionRow | null>;
  listVersions(sandbox: string, query: VersionQuery): Promise<Page<VersionRow>>;
  /** What the version names; after its publication with the objects it was bound to. */
  loadReferences(versionId: string): Promise<readonly BoundReference[]>;
  /** Names of all journeys of the sandbox. */
  loadJourneyNames(sandbox: string): Promise<readonly string[]>;
  countLiveVersions(sandbox: string): Promise<number>;
  /** Live versions whose end date is reached, of all sandboxes. */
  loadVersionsToClose(now: number): Promise<readonly VersionRow[]>;
  /** Versions closed at or before this moment, of all sandboxes. */
  loadVersionsToFinish(closedBefore: number): Promise<readonly VersionRow[]>;
}

/** What authoring changes, inside one transaction. */
export interface AuthoringWrites extends AuthoringReads {
  insertObject(row: ObjectRow): Promise<void>;
  updateObject(row: ObjectRow): Promise<void>;
  deleteObject(id: string): Promise<void>;
  insertJourney(journey: { readonly id: string; readonly sandbox: string; readonly name: string }): Promise<void>;
  renameJourney(journeyId: string, name: string): Promise<void>;
  insertVersion(row: VersionRow): Promise<void>;
  updateVersion(row: VersionRow): Promise<void>;
  saveSnapshot(versionId: string, snapshot: Snapshot): Promise<void>;
  /** Removes a version with its instances, calls and step events; with its last version the journey goes too. */
  deleteVersion(versionId: string): Promise<void>;
  /** The version of this journey that lets people in, if any. */
  loadLiveVersion(journeyId: string): Promise<VersionRow | null>;
  /** Replaces what the version is known to refer to. */
  saveReferences(versionId: string, references: readonly BoundReference[]): Promise<void>;
  /** Drafts that name this object. */
  loadDraftsUsing(objectId: string): Promise<readonly VersionRow[]>;
  /** Ends every running instance of the version and cancels its calls; no turn computed before commits after. */
  endInstances(versionId: string): Promise<void>;
  /** Makes every worker load again what is live before it commits anything more. */
  bumpRoutingEpoch(): Promise<void>;
}

/** Where authored objects live. Adapter: packages/postgres. */
export interface AuthoringStore extends AuthoringReads {
  /**
   * One transaction; authoring changes of one sandbox run one after the other, so that a rule checked inside
   * (a free name, an unused object, a quota) still holds at the commit.
   */
  change<T>(sandbox: string, work: (tx: AuthoringWrites) => Promise<T>): Promise<T>;
}
