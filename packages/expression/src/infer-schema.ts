import type { FieldSchema } from './catalogue.ts';
import type { JsonValue } from './json.ts';
import type { TypeName } from './type.ts';
import { entriesOf } from './values/equality.ts';
import { isScalarType, kindOf, listTypeOf, type ObjectValue } from './values/value.ts';

/** Members of an object are looked into this deep; what lies deeper is `any`. */
const maxDepth = 20;

/**
 * The schema that a pasted sample shows, by the inference of undeclared fields (section 4.6): a number without
 * fraction is an integer. Null, empty lists and lists of several kinds tell nothing and become `any`.
 */
export function inferSchema(json: JsonValue): FieldSchema {
  return infer(json, 0);
}

function infer(json: JsonValue, depth: number): FieldSchema {
  const kind = kindOf(json);
  if (isScalarType(kind)) return { type: kind };
  if (kind === 'null' || depth > maxDepth) return { type: 'any' };
  return kind === 'list'
    ? inferList(json as readonly JsonValue[], depth)
    : inferObject([json as ObjectValue], 'object', depth);
}

function inferList(list: readonly JsonValue[], depth: number): FieldSchema {
  const items = list.filter((item) => item !== null);
  if (items.length > 0 && items.every((item) => kindOf(item) === 'object'))
    return inferObject(items as readonly ObjectValue[], 'listObject', depth);
  const type = items.map((item) => infer(item, depth + 1)).reduce<FieldSchema | undefined>(merge, undefined)?.type;
  return { type: type !== undefined && isScalarType(type) ? listTypeOf(type) : 'any' };
}

/** The members of all samples together. */
function inferObject(samples: readonly ObjectValue[], type: TypeName, depth: number): FieldSchema {
  const fields = new Map<string, FieldSchema>();
  for (const sample of samples)
    for (const [name, value] of entriesOf(sample))
      if (value !== null) fields.set(name, merge(fields.get(name), infer(value as JsonValue, depth + 1)));
      else if (!fields.has(name)) fields.set(name, { type: 'any' });
  return { type, fields: Object.fromEntries(fields) };
}

function merge(known: FieldSchema | undefined, next: FieldSchema): FieldSchema {
  if (known === undefined || known.type === 'any') return next;
  if (known.fields !== undefined && next.fields !== undefined && known.type === next.type)
    return mergeFields(known, next);
  if (known.type === next.type || next.type === 'any') return known;
  const areNumbers = [known.type, next.type].every((type) => type === 'integer' || type === 'decimal');
  return { type: areNumbers ? 'decimal' : 'any' };
}

function mergeFields(known: FieldSchema, next: FieldSchema): FieldSchema {
  const fields = new Map(Object.entries(known.fields ?? {}));
  for (const [name, field] of Object.entries(next.fields ?? {})) fields.set(name, merge(fields.get(name), field));
  return { type: known.type, fields: Object.fromEntries(fields) };
}
