import type { JsonValue, TypeName } from '@cairn/expression';
import type { BodyField } from '@cairn/model';
import { valueAt } from '../../json/json-path.ts';
import { checkType } from './check-type.ts';

type Reshape = (value: JsonValue) => JsonValue;

/**
 * Rewrites each element of a source list into the members the body declares (J23): a member reads the path it is
 * mapped to inside the source element, else its own name. An optional member that the source lacks is left out,
 * unless the action allows nulls; a mandatory one is null.
 */
export function reshapeElements(
  fields: readonly BodyField[],
  mapping: Readonly<Record<string, string>>,
  allowNull: boolean,
): Reshape {
  const rewrite = reshapeObject(fields, mapping, allowNull, '');
  return (list) => (Array.isArray(list) ? list.map((element) => (element === null ? null : rewrite(element))) : list);
}

function reshapeObject(
  fields: readonly BodyField[],
  mapping: Readonly<Record<string, string>>,
  allowNull: boolean,
  prefix: string,
): Reshape {
  const members = fields.filter(isTakenFromSource).map((field) => {
    const path = `${prefix}${field.name}`;
    const nested =
      field.type === 'object' && field.fields ? reshapeObject(field.fields, mapping, allowNull, `${path}.`) : null;
    const source = (Object.hasOwn(mapping, path) ? (mapping[path] ?? path) : path).split('.');
    return { field, nested, source };
  });
  return (element) => {
    const result: Record<string, JsonValue> = {};
    for (const { field, nested, source } of members) {
      const value = nested ? nested(element) : (valueAt(element, source) ?? null);
      if (value === null && field.optional && !allowNull) continue;
      if (!nested) checkType(value, field.type as TypeName, field.name);
      define(result, field.name, value);
    }
    return result;
  };
}

/** A member with a fixed value is no business of the journey; a nested object counts when something inside it varies. */
function isTakenFromSource(field: BodyField): boolean {
  return field.mode === 'variable' || (field.fields ?? []).some(isTakenFromSource);
}

/** Assignment would set the prototype for a member named `__proto__`. */
function define(target: Record<string, JsonValue>, name: string, value: JsonValue): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
