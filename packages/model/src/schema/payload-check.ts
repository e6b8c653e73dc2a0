import type { JsonValue } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { isJsonObject, memberOf } from '../json/json-value.ts';
import { selectedLeaves } from './field-selection.ts';
import { fieldTree, type SchemaField } from './field-tree.ts';
import { restrictTree } from './payload-schema.ts';
import type { ResolveLink, SchemaNode } from './schema-definition.ts';
import { fitsType, kindOf } from './value-type.ts';

/** Issues of one payload; empty when it is fine. Paths are those of the schema. */
export type PayloadCheck = (payload: JsonValue) => readonly Issue[];

type Check = (value: JsonValue | undefined, issues: Issue[]) => void;

/**
 * Compiles a strict check of payloads against the selected fields: mandatory ones are there, and every value has its
 * declared type, without any conversion. Members that are not selected are left alone. Meant to be made once and used
 * for every message. Codes: MODEL_PAYLOAD_MISSING, MODEL_PAYLOAD_TYPE.
 */
export const payloadCheck = (
  document: SchemaNode,
  fields: readonly string[],
  resolveLink?: ResolveLink,
): PayloadCheck => {
  const tree = fieldTree(document, resolveLink);
  const check = membersCheck(restrictTree(tree, selectedLeaves(tree, fields)));
  return (payload) => {
    if (!isJsonObject(payload)) return [typeIssue('', 'object', payload)];
    const issues: Issue[] = [];
    check(payload, issues);
    return issues;
  };
};

const membersCheck = (fields: readonly SchemaField[]): Check => {
  const checks = fields.map((field) => ({ name: field.name, check: fieldCheck(field) }));
  return (value, issues) => {
    for (const { name, check } of checks) check(memberOf(value, name), issues);
  };
};

const fieldCheck = (field: SchemaField): Check => {
  const checkPresent = field.children.length === 0 ? leafCheck(field) : parentCheck(field);
  return (value, issues) => {
    if (value !== undefined && value !== null) checkPresent(value, issues);
    else if (field.isRequired) issues.push(issue('MODEL_PAYLOAD_MISSING', field.path, {}));
  };
};

const leafCheck = (field: SchemaField): Check => {
  const allowed = field.enumeration === null ? null : new Set<unknown>(field.enumeration);
  return (value, issues) => {
    if (!fitsType(field.type, value)) issues.push(typeIssue(field.path, field.type, value));
    else if (allowed !== null && !allowed.has(value)) {
      issues.push(typeIssue(field.path, `${field.type} (one of ${[...allowed].join(', ')})`, value));
    }
  };
};

const parentCheck = (field: SchemaField): Check => {
  const check = membersCheck(field.children);
  if (field.type === 'object') {
    return (value, issues) => {
      if (isJsonObject(value)) check(value, issues);
      else issues.push(typeIssue(field.path, field.type, value));
    };
  }
  return (value, issues) => {
    if (!fitsType('listObject', value)) issues.push(typeIssue(field.path, field.type, value));
    else for (const item of value as readonly JsonValue[]) if (item !== null) check(item, issues);
  };
};

const typeIssue = (path: string, expected: string, value: unknown): Issue =>
  issue('MODEL_PAYLOAD_TYPE', path, { expected, found: kindOf(value) });
