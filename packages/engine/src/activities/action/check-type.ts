import type { JsonValue, TypeName } from '@cairn/expression';
import { isJsonObject } from '../../json/json-path.ts';
import { StepFault } from '../../passage/step-fault.ts';

/**
 * Refuses a value that is not of the declared type: an undeclared field can hold anything, and an endpoint must
 * never receive a text where it was promised a number. null fits every type. Throws StepFault.
 */
export function checkType(value: JsonValue, type: TypeName, name: string): void {
  if (!fits(value, type)) throw new StepFault(`${name} is declared ${type}, its value is ${kindOf(value)}`);
}

function fits(value: JsonValue, type: TypeName): boolean {
  if (value === null || type === 'any') return true;
  if (type === 'listAny') return Array.isArray(value);
  if (type.startsWith('list')) {
    return Array.isArray(value) && value.every((item) => fits(item, elementTypes[type] ?? 'any'));
  }
  switch (type) {
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'decimal':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'boolean':
      return typeof value === 'boolean';
    case 'object':
      return isJsonObject(value);
    default:
      // Dates and durations leave the language as ISO texts.
      return typeof value === 'string';
  }
}

const elementTypes: Partial<Record<TypeName, TypeName>> = {
  listString: 'string',
  listInteger: 'integer',
  listDecimal: 'decimal',
  listBoolean: 'boolean',
  listDateOnly: 'dateOnly',
  listDateTimeOnly: 'dateTimeOnly',
  listDateTime: 'dateTime',
  listDuration: 'duration',
  listObject: 'object',
};

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
