import { type Issue, issue } from '../issue/issue.ts';
import { mandatoryFields } from '../schema/field-selection.ts';
import { fieldsOf, fieldTree, type SchemaField } from '../schema/field-tree.ts';
import { payloadSchema } from '../schema/payload-schema.ts';
import type { ResolveLink, SchemaDefinition } from '../schema/schema-definition.ts';
import type { EventDefinition } from './event.ts';
import { effectiveSelection, eventIdField } from './event-selection.ts';
import { ruleFields, validateRule } from './rule-text.ts';
import { validateKey } from './validate-key.ts';

/**
 * Rules of section 2 beyond the shape: a schema that suits the type, a selection that holds every mandatory field and what
 * rule and key read, no linked field in either, a rule with the right operators and strictly typed values, a key that
 * yields one scalar. Codes: MODEL_EVENT_*, MODEL_RULE_*.
 */
export const validateEvent = (
  event: EventDefinition,
  schema: SchemaDefinition,
  resolveLink?: ResolveLink,
): readonly Issue[] => {
  const tree = fieldTree(schema.document, resolveLink);
  const unsuited = checkSchema(event, schema, tree);
  if (unsuited.length > 0) return unsuited;
  const selected = effectiveSelection(event, tree);
  const payload = payloadSchema(schema.document, [...selected], resolveLink);
  return [
    ...checkFields(event, tree, selected),
    ...(event.type === 'ruleBased' ? checkRuleFields(event, tree) : []),
    ...(event.type === 'ruleBased' ? validateRule(event.rule, payload) : []),
    ...validateKey(event, tree, selected),
  ];
};

const checkSchema = (
  event: EventDefinition,
  schema: SchemaDefinition,
  tree: readonly SchemaField[],
): readonly Issue[] => {
  if (schema.class !== 'event') return [issue('MODEL_EVENT_SCHEMA_CLASS', 'schemaId', { name: schema.name })];
  return event.type === 'systemGenerated' && eventIdField(tree) === undefined
    ? [issue('MODEL_EVENT_SCHEMA_WITHOUT_ID', 'schemaId', { name: schema.name })]
    : [];
};

const checkFields = (
  event: EventDefinition,
  tree: readonly SchemaField[],
  selected: ReadonlySet<string>,
): readonly Issue[] => {
  const known = new Set(fieldsOf(tree).map((field) => field.path));
  const idPath = event.type === 'systemGenerated' ? eventIdField(tree)?.path : undefined;
  return [
    ...event.fields.flatMap((path, index) =>
      known.has(path) ? [] : [issue('MODEL_EVENT_FIELD_UNKNOWN', `fields.${index}`, { name: path })],
    ),
    ...mandatoryFields(tree)
      .filter((path) => !selected.has(path) && path !== idPath)
      .map((name) => issue('MODEL_EVENT_FIELD_MANDATORY', 'fields', { name })),
  ];
};

const checkRuleFields = (
  event: Extract<EventDefinition, { type: 'ruleBased' }>,
  tree: readonly SchemaField[],
): readonly Issue[] => {
  const linked = new Set(fieldsOf(tree).flatMap((field) => (field.isLinked ? field.path : [])));
  return ruleFields(event.rule)
    .filter((path) => linked.has(path))
    .map((name) => issue('MODEL_EVENT_FIELD_LINKED', 'rule', { name, use: 'rule' }));
};
