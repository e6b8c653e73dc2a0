import type { Inlet, InletDirectory } from '@cairn/api';
import type { Authoring } from '@cairn/authoring';

const pageSize = 100;

/** The inlets of a sandbox in memory, loaded again whenever something routed has changed. */
export class InletMemory implements InletDirectory {
  readonly #authoring: Authoring;
  readonly #sandbox: string;
  readonly #organizationId: string;
  #inlets: ReadonlyMap<string, Inlet> = new Map();

  constructor(authoring: Authoring, sandbox: string, organizationId: string) {
    this.#authoring = authoring;
    this.#sandbox = sandbox;
    this.#organizationId = organizationId;
  }

  get(inletId: string): Inlet | undefined {
    return this.#inlets.get(inletId);
  }

  async reload(): Promise<void> {
    const inlets = new Map<string, Inlet>();
    let cursor: string | undefined;
    do {
      const page = await this.#authoring.inlets.list(this.#sandbox, {
        sort: 'name',
        isDescending: false,
        cursor,
        limit: pageSize,
      });
      for (const { id, sandbox, body } of page.items) {
        inlets.set(id, {
          id,
          sandbox,
          organizationId: this.#organizationId,
          requiresAuthentication: body.isAuthenticated,
        });
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    this.#inlets = inlets;
  }
}
