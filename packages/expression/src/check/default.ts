import { show, typeFault } from '../fault.ts';
import type { Evaluator } from '../frame.ts';
import type { TypeName } from '../type.ts';
import { titleOf } from '../values/conversion.ts';
import { numberOf } from '../values/value.ts';
import { type Checked, emitAs, isAssignable } from './checked.ts';
import { isNumberType } from './number-type.ts';

/**
 * The type of a reference with a default (section 7.6); undefined for a clash. The default of an undeclared field
 * declares it, except that a number leaves open which of the two number types it is.
 */
export function typeWithDefault(field: Checked, defaultValue: Checked): TypeName | undefined {
  const { type } = field;
  if (type === 'null') return defaultValue.type;
  if (type !== 'any') return isAssignable(defaultValue, type) ? type : undefined;
  const isOpen = defaultValue.type === 'null' || isNumberType(defaultValue.type) || defaultValue.fitsEveryList === true;
  return isOpen ? 'any' : defaultValue.type;
}

export function emitDefault(field: Checked, defaultValue: Checked, type: TypeName): () => Evaluator {
  const mustBeNumber = field.type === 'any' && isNumberType(defaultValue.type);
  return () => {
    const read = mustBeNumber ? emitNumber(field) : emitAs(field, type);
    const otherwise = emitAs(defaultValue, type);
    return (frame) => read(frame) ?? otherwise(frame);
  };
}

function emitNumber(field: Checked): Evaluator {
  const evaluate = field.emit();
  return (frame) => {
    const value = evaluate(frame);
    if (value === null || numberOf(value) !== undefined) return value;
    frame.at = field.node.range;
    throw typeFault(`the field holds ${show(value)}, the default is ${titleOf('decimal')} or ${titleOf('integer')}`);
  };
}
