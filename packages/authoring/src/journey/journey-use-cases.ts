import type { JourneyIssue } from '@cairn/model';
import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { exportVersion } from '../bundle/export-version.ts';
import { importBundle } from '../bundle/import-bundle.ts';
import type { JourneyBundle } from '../bundle/journey-bundle.ts';
import { requireVersion } from '../refusal.ts';
import type { Page, VersionQuery, VersionRow } from '../store.ts';
import { duplicateVersion, newVersion } from './copies.ts';
import { loadCurrentDefinition } from './current-definition.ts';
import { createDraft, deleteVersion, saveVersion } from './drafts.ts';
import { findProblems } from './find-problems.ts';
import { closeVersion, publishVersion, stopVersion } from './lifecycle.ts';
import { type Swept, sweepEnded } from './sweep.ts';

/** A version of a journey as people see it. */
export type JourneyVersion = VersionRow;

/** Must be true: neither closing nor stopping can be undone (J160). */
export interface Confirmation {
  readonly confirm?: unknown;
}

/**
 * The life of journeys (section 11). An unknown version throws AUTHORING_NOT_FOUND; a command that its status does not
 * allow throws AUTHORING_WRONG_STATUS.
 *
 * States: `draft` -> `live` -> `closed` -> `finished`; `stopped` from live and closed. `publishing` and `stopping` are
 * never seen: each command is one transaction, and other changes of the sandbox wait for it and meet the new status.
 * Invariants: at most one live version for each journey; only the latest version begets a new one; a version that was
 * live stays bound to the objects, names and shapes it had at publication.
 */
export interface JourneyUseCases {
  list(sandbox: string, query: VersionQuery): Promise<Page<JourneyVersion>>;
  get(sandbox: string, versionId: string): Promise<JourneyVersion>;
  /** A new journey, version 1, as draft. Throws AUTHORING_INVALID for a definition of the wrong shape only. */
  create(author: Author, sent: unknown): Promise<JourneyVersion>;
  /**
   * Stores the definition: all of a draft; name, description, labels and activity descriptions of a version that was
   * published (AUTHORING_LOCKED for more). A new name is that of all versions. Throws AUTHORING_REVISION_CONFLICT.
   */
  save(author: Author, versionId: string, revision: number, sent: unknown): Promise<JourneyVersion>;
  /** Errors and warnings as the editor shows them. */
  validate(sandbox: string, versionId: string): Promise<readonly JourneyIssue[]>;
  /**
   * Draft to live; the version that was live is closed. Throws AUTHORING_JOURNEY_INVALID with the errors,
   * AUTHORING_LIVE_QUOTA.
   */
  publish(author: Author, versionId: string): Promise<JourneyVersion>;
  /** Live to closed: nobody enters, people inside go on. Throws AUTHORING_NOT_CONFIRMED. */
  close(author: Author, versionId: string, confirmation: Confirmation): Promise<JourneyVersion>;
  /** Live or closed to stopped: every instance ends now. Throws AUTHORING_NOT_CONFIRMED. */
  stop(author: Author, versionId: string, confirmation: Confirmation): Promise<JourneyVersion>;
  /** A draft of the same journey with the next number. Throws AUTHORING_NOT_LATEST. */
  newVersion(author: Author, versionId: string): Promise<JourneyVersion>;
  /** A journey of its own, as draft, from any status. */
  duplicate(author: Author, versionId: string): Promise<JourneyVersion>;
  /** Draft, stopped or finished versions only; what was reported on it goes too. */
  delete(author: Author, versionId: string): Promise<void>;
  /** One document with everything the version refers to, without secrets. Throws AUTHORING_JOURNEY_INVALID. */
  export(sandbox: string, versionId: string): Promise<JourneyBundle>;
  /** New objects under free names and a draft that uses them. Throws AUTHORING_INVALID, AUTHORING_SECRET_MISSING. */
  import(author: Author, sent: unknown): Promise<JourneyVersion>;
  /** Closes live versions at their end date and finishes those closed for the life of an instance. */
  sweep(): Promise<Swept>;
}

export function createJourneyUseCases(deps: AuthoringDeps): JourneyUseCases {
  const { store } = deps;
  return {
    list: (sandbox, query) => store.listVersions(sandbox, query),
    get: (sandbox, versionId) => requireVersion(store, sandbox, versionId),
    create: (author, sent) => createDraft(deps, author, sent),
    save: (author, versionId, revision, sent) => saveVersion(deps, author, versionId, revision, sent),
    validate: async (sandbox, versionId) => {
      const definition = await loadCurrentDefinition(store, await requireVersion(store, sandbox, versionId));
      return findProblems(deps, store, { sandbox, definition });
    },
    publish: (author, versionId) => publishVersion(deps, author, versionId),
    close: (author, versionId, confirmation) => closeVersion(deps, author, versionId, confirmation),
    stop: (author, versionId, confirmation) => stopVersion(deps, author, versionId, confirmation),
    newVersion: (author, versionId) => newVersion(deps, author, versionId),
    duplicate: (author, versionId) => duplicateVersion(deps, author, versionId),
    delete: (author, versionId) => deleteVersion(deps, author, versionId),
    export: (sandbox, versionId) => exportVersion(deps, sandbox, versionId),
    import: (author, sent) => importBundle(deps, author, sent),
    sweep: () => sweepEnded(deps),
  };
}
