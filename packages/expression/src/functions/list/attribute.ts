import type { FieldSchema } from '../../catalogue.ts';
import type { JsonValue } from '../../json.ts';
import type { TypeName } from '../../type.ts';
import { decode } from '../../values/conversion.ts';
import { kindOf, type ObjectValue, type Value } from '../../values/value.ts';

/** Reads the attribute of an element that a key names; dots descend into nested objects (section 11.5). */
export type AttributeReader = (element: Value, key: string) => Value;

/** Attributes are decoded as the list declares them. */
export function attributeReader(schema: FieldSchema | undefined): AttributeReader {
  return (element, key) => {
    let value: JsonValue | undefined = element as JsonValue;
    let declared = schema;
    for (const name of key.split('.')) {
      value = member(value, name);
      declared = declaredMember(declared, name);
    }
    return decode(value, declaredType(declared));
  };
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (value === undefined || value === null || kindOf(value) !== 'object') return undefined;
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value as ObjectValue, name) ? (value as Record<string, JsonValue>)[name] : undefined;
}

function declaredMember(schema: FieldSchema | undefined, name: string): FieldSchema | undefined {
  const fields = schema?.fields;
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function declaredType(schema: FieldSchema | undefined): TypeName {
  return schema?.type ?? 'any';
}
