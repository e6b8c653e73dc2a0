import type { EventSource } from '@cairn/engine';
import type { GroupSchema } from '@cairn/expression';
import type { CustomAction } from '@cairn/model';

/**
 * What a published version refers to, as it was at publication: the version goes on reading payloads, parameters
 * and responses by the shapes and names it was checked against, whatever is added to the objects later. Holds no
 * secret: URL and credentials are read from the objects when a call is sent.
 */
export interface Snapshot {
  readonly events: readonly EventSource[];
  readonly actions: readonly { readonly id: string; readonly action: CustomAction }[];
  readonly dataSources: readonly SourceSnapshot[];
}

/** A data source with the shapes of its groups. */
export interface SourceSnapshot {
  readonly id: string;
  readonly name: string;
  readonly kind: 'profile' | 'external';
  readonly groups: Readonly<Record<string, GroupSchema>>;
  /** Groups that read events of a schema instead of profile attributes. */
  readonly historyGroups: Readonly<Record<string, { readonly schemaId: string }>>;
}
