import type { EventSource, JourneySource } from '@cairn/engine';
import type { Snapshot } from '../journey/snapshot.ts';
import type { ObjectRow, VersionRow } from '../store.ts';
import { toEventSource } from './event-source.ts';
import { createSchemaRegistry } from './schema-registry.ts';
import { toBinding, toSourceSnapshot } from './source-snapshot.ts';

/** A published version in the engine's shape. Only live and closed versions have one. */
export function toJourneySource(row: VersionRow, snapshot: Snapshot, organizationId: string): JourneySource {
  const { sandbox, journeyId, version, definition } = row;
  return {
    sandbox,
    organizationId,
    journeyId,
    version,
    definition,
    versionId: row.id,
    status: row.status === 'live' ? 'live' : 'closed',
    publishedAt: row.publishedAt ?? row.createdAt,
    events: snapshot.events,
    actions: snapshot.actions,
    dataSources: snapshot.dataSources.map(toBinding),
  };
}

/** Every event of one sandbox as the door matches it, from the rows of its events, schemas and data sources. */
export function toEventSources(
  events: readonly ObjectRow[],
  schemas: readonly ObjectRow[],
  dataSources: readonly ObjectRow[],
): readonly EventSource[] {
  const registry = createSchemaRegistry(schemas);
  const kept = new Set(
    dataSources
      .map((row) => toSourceSnapshot(row, registry))
      .flatMap(({ historyGroups }) => Object.values(historyGroups).map(({ schemaId }) => schemaId)),
  );
  return events
    .map((row) => toEventSource(row, registry))
    .filter((source) => source !== null)
    .map((source) => ({ ...source, isKeptAsHistory: kept.has(source.schemaId) }));
}
