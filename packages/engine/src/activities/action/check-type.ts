import type { JsonValue, TypeName } from '@cairn/expression';
import { fitsType } from '@cairn/model';
import { StepFault } from '../../passage/step-fault.ts';

/**
 * Refuses a value that is not of the declared type: an undeclared field can hold anything, and an endpoint must
 * never receive a text where it was promised a number. null fits every type. Throws StepFault.
 */
export function checkType(value: JsonValue, type: TypeName, name: string): void {
  // The message names no value: people's data never stand in messages.
  if (value !== null && !fitsType(type, value)) throw new StepFault(`the value of ${name} is not of type ${type}`);
}
