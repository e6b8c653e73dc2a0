import { copyName } from '@cairn/model';
import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import type { Problem } from '../authoring-error.ts';
import { renameInDrafts } from '../journey/draft-rename.ts';
import { refuseBuiltIn, refuseLocked, refuseStale, refuseTakenName, refuseUsed, requireObject } from '../refusal.ts';
import { maskBody, openBody, sealBody } from '../secret/sealed-body.ts';
import type { AuthoringReads, AuthoringWrites, ChangeRecord, ObjectRow, Page, PageQuery, Use } from '../store.ts';
import { newObjectRow } from './new-object-row.ts';
import type { KindRules, Named, Surroundings } from './object-kind.ts';
import { countJourneys } from './usage.ts';

/** An authored object as people see it: secrets masked. */
export interface Authored<Body> extends ChangeRecord {
  readonly id: string;
  readonly sandbox: string;
  readonly body: Body;
  /** Distinct journeys with a draft, live or closed version that uses it. */
  readonly usedInCount: number;
}

/** The same use cases for every kind of object. An id of another kind or sandbox throws AUTHORING_NOT_FOUND. */
export interface ObjectUseCases<Body> {
  list(sandbox: string, query: PageQuery): Promise<Page<Authored<Body>>>;
  get(sandbox: string, id: string): Promise<Authored<Body>>;
  /** Throws AUTHORING_INVALID, AUTHORING_NAME_TAKEN, AUTHORING_SECRET_MISSING. */
  create(author: Author, sent: unknown): Promise<Authored<Body>>;
  /**
   * Replaces the body; a secret sent as the mask keeps its stored value. Renaming rewrites the drafts that use the
   * object. Throws what `create` throws, AUTHORING_REVISION_CONFLICT when `revision` is not the stored one, and
   * AUTHORING_LOCKED for a change that an object in use does not allow.
   */
  update(author: Author, id: string, revision: number, sent: unknown): Promise<Authored<Body>>;
  /** Throws AUTHORING_IN_USE with the journeys that use it, AUTHORING_BUILT_IN. */
  delete(author: Author, id: string): Promise<void>;
  /** An independent, unlocked copy, secrets included. Throws AUTHORING_BUILT_IN. */
  duplicate(author: Author, id: string): Promise<Authored<Body>>;
  /** The versions that use it; for data sources one item for each field group used. */
  listUses(sandbox: string, id: string): Promise<readonly Use[]>;
}

export function createObjectUseCases<Body extends Named>(
  deps: AuthoringDeps,
  rules: KindRules<Body>,
): ObjectUseCases<Body> {
  return new ObjectCases(deps, rules);
}

class ObjectCases<Body extends Named> implements ObjectUseCases<Body> {
  readonly #deps: AuthoringDeps;
  readonly #rules: KindRules<Body>;

  constructor(deps: AuthoringDeps, rules: KindRules<Body>) {
    this.#deps = deps;
    this.#rules = rules;
  }

  async list(sandbox: string, query: PageQuery): Promise<Page<Authored<Body>>> {
    const page = await this.#deps.store.listObjects(sandbox, this.#rules.kind, query);
    return { ...page, items: page.items.map((row) => this.#show(row, row.usedInCount)) };
  }

  async get(sandbox: string, id: string): Promise<Authored<Body>> {
    const row = await this.#require(this.#deps.store, sandbox, id);
    return this.#show(row, countJourneys(await this.#deps.store.listUses(id)));
  }

  async listUses(sandbox: string, id: string): Promise<readonly Use[]> {
    await this.#require(this.#deps.store, sandbox, id);
    return this.#deps.store.listUses(id);
  }

  create(author: Author, sent: unknown): Promise<Authored<Body>> {
    return this.#change(author, async (tx) => {
      const parsed = await this.#rules.parse(sent, this.#surroundings(tx, author, null));
      const id = this.#deps.newId();
      return this.#insert(tx, author, id, sealBody(this.#rules, parsed, this.#deps.secretBox, id, null));
    });
  }

  update(author: Author, id: string, revision: number, sent: unknown): Promise<Authored<Body>> {
    return this.#change(author, async (tx) => {
      const row = await this.#require(tx, author.sandbox, id);
      refuseStale(row.revision, revision);
      const before = row.body as Body;
      const parsed = await this.#rules.parse(sent, this.#surroundings(tx, author, before));
      const after = sealBody(this.#rules, parsed, this.#deps.secretBox, id, before);
      const uses = await tx.listUses(id);
      const dependents = await this.#findDependents(tx, row);
      if (uses.length + dependents.length > 0) {
        refuseLocked(this.#rules.label, this.#rules.findLockedChanges(before, after, uses));
      }
      if (after.name !== before.name) await this.#rename(tx, author, row, after.name);
      const changed = { ...row, ...this.#touched(author, row), name: after.name, body: after };
      await tx.updateObject(changed);
      return this.#show(changed, countJourneys(uses));
    });
  }

  async delete(author: Author, id: string): Promise<void> {
    await this.#change(author, async (tx) => {
      const row = await this.#require(tx, author.sandbox, id);
      this.#refuseBuiltIn(row);
      refuseUsed(this.#rules.label, await tx.listUses(id), await this.#findDependents(tx, row));
      await tx.deleteObject(id);
    });
  }

  duplicate(author: Author, id: string): Promise<Authored<Body>> {
    return this.#change(author, async (tx) => {
      const row = await this.#require(tx, author.sandbox, id);
      this.#refuseBuiltIn(row);
      const opened = openBody(this.#rules, row.body as Body, this.#deps.secretBox, id);
      const name = copyName(row.name, await this.#loadNames(tx, author.sandbox));
      const copyId = this.#deps.newId();
      const copy = sealBody(
        this.#rules,
        this.#rules.copy(opened, name, this.#deps.newId()),
        this.#deps.secretBox,
        copyId,
        null,
      );
      return this.#insert(tx, author, copyId, copy);
    });
  }

  /** Runs a change; what is routed makes workers load the routing again, in the same transaction. */
  #change<T>(author: Author, work: (tx: AuthoringWrites) => Promise<T>): Promise<T> {
    return this.#deps.store.change(author.sandbox, async (tx) => {
      const result = await work(tx);
      if (this.#rules.isRouted) await tx.bumpRoutingEpoch();
      return result;
    });
  }

  #surroundings(reads: AuthoringWrites, { sandbox }: Author, stored: Body | null): Surroundings {
    return { sandbox, reads, stored, freshId: this.#deps.newId() };
  }

  async #insert(tx: AuthoringWrites, author: Author, id: string, body: Body): Promise<Authored<Body>> {
    refuseTakenName(this.#rules.label, body.name, (await this.#loadNames(tx, author.sandbox)).has(body.name));
    const row = newObjectRow(this.#deps, author, { id, kind: this.#rules.kind, body });
    await tx.insertObject(row);
    return this.#show(row, 0);
  }

  async #rename(tx: AuthoringWrites, author: Author, row: ObjectRow, name: string): Promise<void> {
    refuseTakenName(this.#rules.label, name, (await this.#loadNames(tx, row.sandbox)).has(name));
    await renameInDrafts(tx, row, name, { userId: author.userId, at: this.#deps.now() });
  }

  async #findDependents(reads: AuthoringReads, row: ObjectRow): Promise<readonly Problem[]> {
    return (await this.#rules.findDependents?.(row, reads)) ?? [];
  }

  #refuseBuiltIn(row: ObjectRow): void {
    refuseBuiltIn(this.#rules.label, this.#rules.isBuiltIn?.(row.body as Body) ?? false);
  }

  #require(reads: AuthoringReads, sandbox: string, id: string): Promise<ObjectRow> {
    return requireObject(reads, sandbox, this.#rules.kind, this.#rules.label, id);
  }

  async #loadNames(tx: AuthoringWrites, sandbox: string): Promise<ReadonlySet<string>> {
    return new Set((await tx.loadObjects(sandbox, this.#rules.kind)).map(({ name }) => name));
  }

  #touched(author: Author, row: ObjectRow) {
    return { revision: row.revision + 1, updatedAt: this.#deps.now(), updatedBy: author.userId };
  }

  #show(row: ObjectRow, usedInCount: number): Authored<Body> {
    const { id, sandbox, revision, createdAt, createdBy, updatedAt, updatedBy } = row;
    const body = maskBody(this.#rules, row.body as Body);
    return { id, sandbox, revision, createdAt, createdBy, updatedAt, updatedBy, usedInCount, body };
  }
}
