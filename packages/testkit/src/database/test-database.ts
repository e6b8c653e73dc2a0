import type { OpenStore } from '@cairn/postgres';

/** A migrated database for one test file, removed by `close`. */
export interface TestDatabase extends OpenStore {
  /** Connection URL, where another process or connection may open it too: on a server. */
  readonly url: string | null;
}
