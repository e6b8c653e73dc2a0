import type { RunStore } from '../ports.ts';
import { compileRouting, type RoutingTable } from './routing-table.ts';

/** Told of every new table; whoever asked for the reload waits for what it returns. */
type ReloadListener = (table: RoutingTable) => void | Promise<void>;

/** The routing in force in this process, shared by intake and worker, reloaded when its epoch has moved. */
export class RoutingHolder {
  readonly #store: RunStore;
  readonly #listeners: ReloadListener[] = [];
  #table: RoutingTable | null = null;
  #loading: Promise<RoutingTable> | null = null;

  constructor(store: RunStore) {
    this.#store = store;
  }

  /** The table in memory; throws before the first `reload`. */
  get current(): RoutingTable {
    if (!this.#table) throw new Error('routing is read before it was loaded');
    return this.#table;
  }

  onReload(listener: ReloadListener): void {
    this.#listeners.push(listener);
  }

  /** Loads and compiles everything live. Callers that arrive while a load is under way share it. */
  async reload(): Promise<RoutingTable> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /**
   * Reloads if a publish, close, stop or edit happened since; one cheap query otherwise. A load that was under way may
   * have begun before the change: then another follows.
   */
  async refresh(): Promise<RoutingTable> {
    const epoch = await this.#store.loadRoutingEpoch();
    if (epoch === this.#table?.epoch) return this.#table;
    const table = await this.reload();
    return table.epoch < epoch ? this.reload() : table;
  }

  async #load(): Promise<RoutingTable> {
    const table = compileRouting(await this.#store.loadRouting());
    this.#table = table;
    await Promise.all(this.#listeners.map((listener) => listener(table)));
    return table;
  }
}
