import type { CustomAction, ExternalDataSource } from '@cairn/model';

/**
 * Where calls find what they call: the definitions with their credentials in clear. Port: the host implements it with
 * a cache in memory. It must return the same object while the revision is unchanged, because everything static of a
 * request is built once per object.
 */
export interface Targets {
  /** Null when it no longer exists. */
  loadAction(sandbox: string, id: string): CustomAction | null | Promise<CustomAction | null>;
  /** Null when it no longer exists. */
  loadDataSource(sandbox: string, id: string): ExternalDataSource | null | Promise<ExternalDataSource | null>;
}
