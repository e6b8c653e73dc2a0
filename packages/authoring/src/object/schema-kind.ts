import {
  type DataSource,
  type EventDefinition,
  fieldsOf,
  fieldTree,
  findField,
  type SchemaDefinition,
  schemaDefinition,
  validateSchema,
} from '@cairn/model';
import type { Problem } from '../authoring-error.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseProblems } from '../refusal.ts';
import type { AuthoringReads, ObjectRow } from '../store.ts';
import type { KindRules } from './object-kind.ts';

/** Field schemas registered in Cairn, which events and profile groups take their fields from. */
export const schemaKind: KindRules<SchemaDefinition> = {
  kind: 'schema',
  label: 'schema',
  isRouted: true,
  parse: async (sent) => {
    const schema = parseShape(schemaDefinition, 'schema', sent);
    refuseProblems('schema', validateSchema(schema));
    return schema;
  },
  findLockedChanges,
  copy: (schema, name) => ({ ...schema, name }),
  findDependents,
};

/**
 * A schema behind events or field groups only grows: a field that is gone, of another type or newly mandatory would break events
 * that were checked against it.
 */
function findLockedChanges(before: SchemaDefinition, after: SchemaDefinition): readonly Problem[] {
  const kept = new Map(fieldsOf(fieldTree(after.document)).map((field) => [field.path, field]));
  const formerClass = before.class === after.class ? [] : [toLocked('class', 'the class of a schema in use')];
  const changed = fieldsOf(fieldTree(before.document)).filter(({ path, type, isRequired }) => {
    const field = kept.get(path);
    return field === undefined || field.type !== type || (field.isRequired && !isRequired);
  });
  const added = [...kept.values()].filter(({ path, isRequired }) => isRequired && !hasField(before, path));
  const fields = [...changed, ...added].map(({ path }) => toLocked(`document.${path}`, `the field ${path}`));
  return [...formerClass, ...fields];
}

function hasField({ document }: SchemaDefinition, path: string): boolean {
  return findField(fieldTree(document), path) !== undefined;
}

function toLocked(path: string, what: string): Problem {
  const message = `This schema is in use: optional fields can be added, but ${what} cannot change.`;
  return { path, code: 'AUTHORING_LOCKED', message };
}

async function findDependents(row: ObjectRow, reads: AuthoringReads): Promise<readonly Problem[]> {
  const events = await reads.loadObjects(row.sandbox, 'event');
  const sources = await reads.loadObjects(row.sandbox, 'dataSource');
  const eventUses = events
    .filter(({ body }) => (body as EventDefinition).schemaId === row.id)
    .map(({ id, name }) => toProblem(`events.${id}`, `Event ${name} takes its fields from it.`));
  const groupUses = sources.flatMap(({ id, name, body }) =>
    (body as DataSource).fieldGroups
      .filter(({ schemaId }) => schemaId === row.id)
      .map((group) => toProblem(`dataSources.${id}`, `Field group ${group.name} of ${name} takes its fields from it.`)),
  );
  return [...eventUses, ...groupUses];
}

function toProblem(path: string, message: string): Problem {
  return { path, code: 'AUTHORING_IN_USE', message };
}
