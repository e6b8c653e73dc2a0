import type { FieldSchema, GroupSchema } from '@cairn/expression';
import type { CustomAction, JourneyDefinition } from '@cairn/model';

/** One published journey version with everything it refers to, as the store hands it to `compileJourney`. */
export interface JourneySource {
  readonly sandbox: string;
  readonly organizationId: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly version: number;
  /** Live versions let people in; closed ones only let those inside go on. */
  readonly status: 'live' | 'closed';
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  readonly definition: JourneyDefinition;
  readonly events: readonly EventSource[];
  readonly actions: readonly { readonly id: string; readonly action: CustomAction }[];
  readonly dataSources: readonly DataSourceBinding[];
}

export interface DataSourceBinding {
  readonly id: string;
  readonly name: string;
  readonly kind: 'profile' | 'external';
  readonly groups: ReadonlyMap<string, GroupSchema>;
  /** Profile source: groups that read events of this schema instead of profile attributes. */
  readonly historyGroups: ReadonlyMap<string, { readonly schemaId: string }>;
}

/** An event definition ready for matching. */
export interface EventSource {
  readonly id: string;
  readonly sandbox: string;
  readonly name: string;
  readonly type: 'ruleBased' | 'systemGenerated';
  readonly schemaId: string;
  /** Name of that schema, by which senders may refer to it. */
  readonly schemaName: string;
  /** Declared payload. */
  readonly payload: FieldSchema;
  /** Rule-based: the condition as an expression. */
  readonly ruleText: string | null;
  /** System-generated: the ID senders echo. */
  readonly eventId: string | null;
  /** System-generated: dotted path of the field the schema marks as event ID; absent = `eventID`. */
  readonly eventIdPath?: string | null;
  readonly namespace: string | null;
  readonly keyText: string;
  /** Whether messages are kept as the person's history (some profile group reads this schema). */
  readonly isKeptAsHistory: boolean;
}
