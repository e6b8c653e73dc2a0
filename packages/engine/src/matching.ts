import type { InboundMessage } from './intake-port.ts';
import type { EventSource } from './journey-source.ts';
import { valueAt } from './json/json-path.ts';
import { type CompiledMatch, compileEvent, type UnmatchableEvent } from './matching/compiled-match.ts';
import { EntityScope } from './matching/entity-scope.ts';

export type { UnmatchableEvent } from './matching/compiled-match.ts';

/** One event definition that a message satisfies. */
export interface MatchResult {
  readonly eventId: string;
  readonly eventName: string;
  readonly namespace: string | null;
  /** Identity of the person; null when the key evaluates to nothing (one discard record, J97). */
  readonly key: string | null;
  /** Schema under which the message is kept as the person's history; null when no profile group reads it. */
  readonly historySchemaId: string | null;
}

export interface Matcher {
  /** All definitions the message satisfies, each once; empty for none. */
  match(message: MatchMessage): readonly MatchResult[];
  /** Definitions that do not compile: they match nothing and stop no other. */
  readonly broken: readonly UnmatchableEvent[];
}
export type MatchMessage = Pick<InboundMessage, 'sandbox' | 'schema' | 'entity' | 'receivedAt'>;

/** What one sandbox listens for, so that a message is compared only with what its ID or its schema can satisfy. */
interface SandboxIndex {
  /** System-generated events by where their ID stands in the entity, then by ID. */
  readonly byEventId: Map<string, { readonly path: readonly string[]; readonly events: Map<string, CompiledMatch[]> }>;
  /** Rule-based events by id and by name of their schema. */
  readonly bySchemaId: Map<string, CompiledMatch[]>;
  readonly bySchemaName: Map<string, CompiledMatch[]>;
}

/** Compiles every event definition once. On the way of every message: work grows with the definitions of its schema only. */
export function compileMatcher(events: readonly EventSource[]): Matcher {
  const sandboxes = new Map<string, SandboxIndex>();
  const broken: UnmatchableEvent[] = [];
  for (const event of events) {
    const compiled = compileEvent(event, broken);
    if (compiled) addTo(indexOf(sandboxes, event.sandbox), compiled);
  }
  return {
    broken,
    match(message) {
      const index = sandboxes.get(message.sandbox);
      return index ? matchIn(index, message) : [];
    },
  };
}

function matchIn(index: SandboxIndex, message: MatchMessage): MatchResult[] {
  const scope = new EntityScope(message.entity, message.receivedAt);
  const results: MatchResult[] = [];
  for (const { path, events } of index.byEventId.values()) {
    const eventId = valueAt(message.entity, path);
    if (typeof eventId !== 'string') continue;
    for (const compiled of events.get(eventId) ?? []) results.push(resultOf(compiled, scope));
  }
  for (const compiled of rulesFor(index, message.schema)) {
    if (compiled.isSatisfied(scope)) results.push(resultOf(compiled, scope));
  }
  return results;
}

function rulesFor(index: SandboxIndex, schema: MatchMessage['schema']): readonly CompiledMatch[] {
  const byId = schema?.id === undefined ? undefined : index.bySchemaId.get(schema.id);
  const byName = schema?.name === undefined ? undefined : index.bySchemaName.get(schema.name);
  // A sender that gives one text for "id or name" gives it as both.
  return byId ?? byName ?? [];
}

function resultOf({ event, keyOf }: CompiledMatch, scope: EntityScope): MatchResult {
  return {
    eventId: event.id,
    eventName: event.name,
    namespace: event.namespace,
    key: keyOf(scope),
    historySchemaId: event.isKeptAsHistory ? event.schemaId : null,
  };
}

function indexOf(sandboxes: Map<string, SandboxIndex>, sandbox: string): SandboxIndex {
  const known = sandboxes.get(sandbox);
  if (known) return known;
  const index: SandboxIndex = { byEventId: new Map(), bySchemaId: new Map(), bySchemaName: new Map() };
  sandboxes.set(sandbox, index);
  return index;
}

function addTo(index: SandboxIndex, compiled: CompiledMatch): void {
  const { event, eventIdPath } = compiled;
  if (event.type === 'ruleBased') {
    append(index.bySchemaId, event.schemaId, compiled);
    append(index.bySchemaName, event.schemaName, compiled);
    return;
  }
  if (event.eventId === null) return;
  const place = index.byEventId.get(eventIdPath) ?? { path: eventIdPath.split('.'), events: new Map() };
  index.byEventId.set(eventIdPath, place);
  append(place.events, event.eventId, compiled);
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
