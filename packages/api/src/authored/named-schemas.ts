import { inletDefinition, journeyBundle } from '@cairn/authoring';
import {
  bodyField,
  customAction,
  dataSource,
  eventDefinition,
  journeyDefinition,
  rule,
  schemaDefinition,
  schemaNode,
} from '@cairn/model';
import { z } from 'zod';

/**
 * Names under which OpenAPI lists the model's schemas. The recursive ones need a name: a reference to themselves must
 * lead somewhere.
 */
const names = {
  BodyField: bodyField,
  CustomAction: customAction,
  DataSource: dataSource,
  EventDefinition: eventDefinition,
  InletDefinition: inletDefinition,
  JourneyBundle: journeyBundle,
  JourneyDefinition: journeyDefinition,
  Rule: rule,
  SchemaDefinition: schemaDefinition,
  SchemaNode: schemaNode,
} satisfies Record<string, z.ZodType>;

/** Safe to call for every application of a process: the registry is the process's own. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(names)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
}
