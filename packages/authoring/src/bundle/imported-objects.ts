import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { AuthoringError } from '../authoring-error.ts';
import { newObjectRow } from '../object/new-object-row.ts';
import type { KindRules, Named } from '../object/object-kind.ts';
import { sealBody } from '../secret/sealed-body.ts';
import type { AuthoringWrites, ObjectKind } from '../store.ts';
import { importName } from './import-name.ts';

/** Puts the objects of one document into the store, inside one transaction. */
export class ImportedObjects {
  readonly #deps: AuthoringDeps;
  readonly #tx: AuthoringWrites;
  readonly #author: Author;

  constructor(deps: AuthoringDeps, tx: AuthoringWrites, author: Author) {
    this.#deps = deps;
    this.#tx = tx;
    this.#author = author;
  }

  /** Name in the document -> free name here, no two alike. */
  async freeNames(
    kind: ObjectKind,
    objects: readonly { readonly body: Named }[],
  ): Promise<ReadonlyMap<string, string>> {
    const taken = new Set((await this.#tx.loadObjects(this.#author.sandbox, kind)).map(({ name }) => name));
    const names = new Map<string, string>();
    for (const { body } of objects) {
      const name = importName(body.name, taken);
      taken.add(name);
      names.set(body.name, name);
    }
    return names;
  }

  async hasSchema(id: string): Promise<boolean> {
    return (await this.#tx.loadObject(this.#author.sandbox, 'schema', id)) !== null;
  }

  /** Checks and stores a body as if it had been sent on its own; refusals name the place inside the document. */
  async insert<B extends Named>(rules: KindRules<B>, path: string, sent: B): Promise<string> {
    try {
      const surroundings = {
        sandbox: this.#author.sandbox,
        reads: this.#tx,
        stored: null,
        freshId: this.#deps.newId(),
      };
      return await this.insertUnchecked(rules, await rules.parse(sent, surroundings));
    } catch (error) {
      throw error instanceof AuthoringError ? within(path, error) : error;
    }
  }

  /** Stores a body without the rules that look beyond its shape. */
  async insertUnchecked<B extends Named>(rules: KindRules<B>, body: B): Promise<string> {
    const id = this.#deps.newId();
    const sealed = sealBody(rules, body, this.#deps.secretBox, id, null);
    await this.#tx.insertObject(newObjectRow(this.#deps, this.#author, { id, kind: rules.kind, body: sealed }));
    return id;
  }
}

function within(path: string, { code, message, errors }: AuthoringError): AuthoringError {
  const placed = errors.map((problem) => ({ ...problem, path: `${path}.${problem.path}` }));
  return new AuthoringError(code, message, { errors: placed });
}
