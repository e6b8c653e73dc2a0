import type { JsonValue } from '@cairn/expression';
import type { CompiledActivity } from '../compile/compiled-activity.ts';
import type { Passage } from './passage.ts';

/** A property of section 15: of the version, the instance, the position, or (those that change) of the state. */
export function journeyProperty(name: string, passage: Passage, current: CompiledActivity): JsonValue | undefined {
  const read = Object.hasOwn(fixed, name) ? fixed[name] : undefined;
  if (read) return read(passage, current);
  return Object.hasOwn(passage.state.properties, name) ? passage.state.properties[name] : undefined;
}

type Read = (passage: Passage, current: CompiledActivity) => JsonValue | undefined;

const fixed: Readonly<Record<string, Read>> = {
  journeyUID: ({ journey }) => journey.source.journeyId,
  journeyVersionUID: ({ journey }) => journey.source.versionId,
  journeyVersionName: ({ journey }) => journey.source.definition.name,
  journeyVersionDescription: ({ journey }) => journey.source.definition.description,
  journeyVersion: ({ journey }) => `${journey.source.version}.0`,
  organizationId: ({ journey }) => journey.source.organizationId,
  sandboxName: ({ journey }) => journey.source.sandbox,
  instanceUID: ({ instance }) => instance.id,
  externalKey: ({ instance }) => instance.key,
  profileId: ({ instance }) => (instance.namespace === null ? undefined : instance.key),
  namespace: ({ instance }) => instance.namespace,
  currentNodeId: (_, current) => current.id,
  currentNodeName: (_, current) => current.name,
  previousNodeId: ({ state }) => state.lastStep?.activityId,
  previousNodeName: ({ state }) => state.lastStep?.name,
};
