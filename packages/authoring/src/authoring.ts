import type { JsonValue } from '@cairn/expression';
import type { CustomAction, DataSource, EventDefinition, SchemaDefinition } from '@cairn/model';
import type { AuthoringDeps } from './authoring-deps.ts';
import { createJourneyUseCases, type JourneyUseCases } from './journey/journey-use-cases.ts';
import { actionKind } from './object/action-kind.ts';
import { dataSourceKind } from './object/data-source-kind.ts';
import { eventKind } from './object/event-kind.ts';
import { type InletDefinition, inletKind } from './object/inlet-kind.ts';
import { createObjectUseCases, type ObjectUseCases } from './object/object-use-cases.ts';
import { previewPayload } from './object/payload-preview.ts';
import { ensureProfileSource } from './object/profile-source.ts';
import { schemaKind } from './object/schema-kind.ts';
import { createProbes, type Probes } from './probe/probes.ts';

/** Everything that can be done with what people author. */
export interface Authoring {
  readonly schemas: ObjectUseCases<SchemaDefinition>;
  readonly events: ObjectUseCases<EventDefinition>;
  readonly dataSources: ObjectUseCases<DataSource>;
  readonly actions: ObjectUseCases<CustomAction>;
  readonly inlets: ObjectUseCases<InletDefinition>;
  readonly journeys: JourneyUseCases;
  readonly probes: Probes;
  /** The message senders post for a stored event. Throws AUTHORING_NOT_FOUND. */
  previewPayload(sandbox: string, eventDefinitionId: string): Promise<JsonValue>;
  /** Gives a sandbox what it has from the start: the built-in profile source. Changes nothing the second time. */
  openSandbox(sandbox: string): Promise<void>;
}

export function createAuthoring(deps: AuthoringDeps): Authoring {
  return {
    schemas: createObjectUseCases(deps, schemaKind),
    events: createObjectUseCases(deps, eventKind),
    dataSources: createObjectUseCases(deps, dataSourceKind(deps)),
    actions: createObjectUseCases(deps, actionKind(deps)),
    inlets: createObjectUseCases(deps, inletKind),
    journeys: createJourneyUseCases(deps),
    probes: createProbes(deps),
    previewPayload: (sandbox, eventDefinitionId) => previewPayload(deps, sandbox, eventDefinitionId),
    openSandbox: (sandbox) => deps.store.change(sandbox, (tx) => ensureProfileSource(tx, deps, sandbox)),
  };
}
