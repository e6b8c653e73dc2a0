import type { TypeName } from '../type.ts';

/** Integer and decimal mix freely in most places. */
export function isNumberType(type: TypeName): boolean {
  return type === 'integer' || type === 'decimal';
}
