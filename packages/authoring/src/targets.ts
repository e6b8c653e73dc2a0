import type { CustomAction, DataSource, ExternalDataSource } from '@cairn/model';
import type { Targets } from '@cairn/outbound';
import { mapAuthenticationSecrets } from './secret/authentication-secrets.ts';
import { openBody } from './secret/sealed-body.ts';
import type { SecretBox } from './secret/secret-box.ts';
import type { AuthoringReads } from './store.ts';

interface TargetsDeps {
  readonly store: Pick<AuthoringReads, 'loadObject'>;
  readonly secretBox: SecretBox;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a target is served from memory before its row is read again. Default 1,000. */
  readonly freshMs?: number;
}

/**
 * What calls are sent to, with credentials in clear, from memory: a row is read once in `freshMs`, so that an edit
 * holds for calls made a second later, and opened only when its revision is new.
 */
export function createTargets(deps: TargetsDeps): Targets {
  const actions = new TargetCache<CustomAction>(deps, 'action');
  const dataSources = new TargetCache<DataSource>(deps, 'dataSource');
  return {
    loadAction: (sandbox, id) => actions.get(sandbox, id),
    loadDataSource: async (sandbox, id) => asExternal(await dataSources.get(sandbox, id)),
  };
}

function asExternal(source: DataSource | null): ExternalDataSource | null {
  return source?.kind === 'external' ? source : null;
}

interface CachedTarget<Body> {
  readonly loadedAt: number;
  readonly revision: number;
  readonly body: Body;
}

class TargetCache<Body extends CustomAction | DataSource> {
  readonly #deps: TargetsDeps;
  readonly #kind: 'action' | 'dataSource';
  readonly #cached = new Map<string, CachedTarget<Body>>();
  readonly #loading = new Map<string, Promise<Body | null>>();

  constructor(deps: TargetsDeps, kind: 'action' | 'dataSource') {
    this.#deps = deps;
    this.#kind = kind;
  }

  /** From memory while fresh; callers that come while the row is being read wait for that one read. */
  get(sandbox: string, id: string): Body | Promise<Body | null> {
    const key = `${sandbox} ${id}`;
    const cached = this.#cached.get(key);
    const { now, freshMs = 1_000 } = this.#deps;
    if (cached !== undefined && now() - cached.loadedAt < freshMs) return cached.body;
    const started = this.#loading.get(key) ?? this.#load(sandbox, id, key).finally(() => this.#loading.delete(key));
    this.#loading.set(key, started);
    return started;
  }

  async #load(sandbox: string, id: string, key: string): Promise<Body | null> {
    const { store, secretBox, now } = this.#deps;
    const loadedAt = now();
    const row = await store.loadObject(sandbox, this.#kind, id);
    if (row === null) {
      this.#cached.delete(key);
      return null;
    }
    const former = this.#cached.get(key);
    const isSame = former?.revision === row.revision;
    const body = isSame
      ? former.body
      : openBody({ mapSecrets: mapAuthenticationSecrets<Body> }, row.body as Body, secretBox, id);
    this.#cached.set(key, { loadedAt, revision: row.revision, body });
    return body;
  }
}
