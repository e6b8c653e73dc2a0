import type { FieldSchema } from '../catalogue.ts';
import type { JsonValue } from '../json.ts';
import { entriesOf } from '../values/equality.ts';
import { kindOf, type ObjectValue } from '../values/value.ts';
import type { ElementType } from './checker.ts';
import { memberReader, type Raw } from './steps.ts';

/** Section 7.5: in a profile group the level named `profile`, in any case, may be written or left out. */
function isProfileName(name: string): boolean {
  return name.toLowerCase() === 'profile';
}

/**
 * The static type behind the optional level. `consumed` is 1 when the first step is the level itself, which the
 * evaluation then resolves against the data.
 */
export function checkProfileLevel(schema: FieldSchema, first: string): { element: ElementType; consumed: 0 | 1 } {
  const names = Object.keys(schema.fields ?? {});
  const level = names.find(isProfileName);
  const inner = level === undefined ? undefined : schema.fields?.[level];
  if (isProfileName(first)) return { element: element(inner ?? schema), consumed: 1 };
  const isOnlyLevel = inner !== undefined && names.length === 1;
  return { element: element(isOnlyLevel ? inner : schema), consumed: 0 };
}

function element(schema: FieldSchema): ElementType {
  return { type: schema.type, schema };
}

/** Reads the group, then steps into or over the level as the stored data have it. */
export function atProfileLevel(read: Raw, first: string, isLevel: boolean): Raw {
  const own = memberReader(first);
  return (frame) => {
    const data = read(frame);
    if (data === undefined || data === null || kindOf(data) !== 'object') return data;
    const found = own(data);
    if (isLevel) return found ?? levelOf(data as ObjectValue, false) ?? data;
    return found === undefined ? (levelOf(data as ObjectValue, true) ?? data) : data;
  };
}

function levelOf(data: ObjectValue, mustBeAlone: boolean): JsonValue | undefined {
  const entries = entriesOf(data);
  if (mustBeAlone && entries.length !== 1) return undefined;
  return entries.find(([name]) => isProfileName(name))?.[1] as JsonValue | undefined;
}
