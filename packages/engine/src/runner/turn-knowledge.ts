import type { Instance } from '../instance.ts';
import type { LogEntry, Profile, ProfileRequest, RunStore } from '../ports.ts';
import type { RoutingTable } from './routing-table.ts';
import { personKey, type TurnKnowledge } from './turn.ts';
import type { TurnWork } from './turn-work.ts';

/**
 * Loads what a turn's stimuli touch: one query for the people of its events, one for the instances of its results
 * that are not among `blocked` (as committed, by id), one for profiles.
 */
export async function loadKnowledge(
  store: RunStore,
  work: TurnWork,
  table: RoutingTable,
  blocked: ReadonlyMap<string, Instance>,
): Promise<TurnKnowledge> {
  const known = new Map<string, Instance>(work.due.map((instance) => [instance.id, instance]));
  const missing = new Set<string>();
  for (const { call } of work.results) {
    const instance = blocked.get(call.instanceId);
    if (instance) known.set(instance.id, instance);
    else if (!known.has(call.instanceId)) missing.add(call.instanceId);
  }
  const [latest, loaded] = await Promise.all([
    loadPairs(store, work.entries, table),
    missing.size > 0 ? store.loadInstances([...missing]) : [],
  ]);
  for (const instance of [...latest, ...loaded]) known.set(instance.id, instance);
  const instances = [...known.values()];
  return { instances, profiles: await loadProfiles(store, work.entries, instances, table) };
}

/** The newest instance of every (journey, key) the entries may touch. */
function loadPairs(store: RunStore, entries: readonly LogEntry[], table: RoutingTable) {
  const pairs = new Map<string, { journeyId: string; key: string }>();
  for (const { eventId, key } of entries) {
    for (const journeyId of table.journeysByEvent.get(eventId) ?? [])
      pairs.set(`${journeyId}\n${key}`, { journeyId, key });
  }
  return pairs.size > 0 ? store.loadLatestInstances([...pairs.values()]) : [];
}

/** Profiles of everybody the turn may move through a journey that reads profile fields, in one query. */
async function loadProfiles(
  store: RunStore,
  entries: readonly LogEntry[],
  instances: readonly Instance[],
  table: RoutingTable,
): Promise<ReadonlyMap<string, Profile>> {
  const requests = new Map<string, ProfileRequest>();
  const want = (sandbox: string, namespace: string | null, key: string, schemaIds: readonly string[]): void => {
    if (namespace === null) return;
    const person = personKey(sandbox, namespace, key);
    const wanted = new Set([...(requests.get(person)?.historySchemaIds ?? []), ...schemaIds]);
    requests.set(person, { sandbox, namespace, key, historySchemaIds: [...wanted] });
  };
  for (const { sandbox, namespace, key, eventId } of entries) {
    for (const journeyId of table.journeysByEvent.get(eventId) ?? []) {
      const journey = table.liveByJourney.get(journeyId);
      if (journey?.needsProfile) want(sandbox, namespace, key, journey.historySchemaIds);
    }
  }
  for (const { sandbox, namespace, key, versionId, status } of instances) {
    const journey = table.byVersion.get(versionId);
    if (status === 'running' && journey?.needsProfile) want(sandbox, namespace, key, journey.historySchemaIds);
  }
  if (requests.size === 0) return new Map();
  const profiles = await store.loadProfiles([...requests.values()]);
  const byPerson = new Map<string, Profile>();
  [...requests.keys()].forEach((person, index) => {
    const profile = profiles[index];
    if (profile) byPerson.set(person, profile);
  });
  return byPerson;
}
