import type { BodyField } from '@cairn/model';

export interface VariableField {
  /** Dotted path in the body; items of a listAny by index. */
  readonly path: string;
  readonly field: BodyField;
}

/** The fields of a body that a journey gives a value to, in document order. A variable list or object is one of them as a whole. */
export function variableFields(fields: readonly BodyField[], prefix = ''): VariableField[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`;
    if (field.mode === 'variable' && field.type !== 'object') return [{ path, field }];
    const items = (field.items ?? []).map((item, index) => ({ ...item, name: String(index) }));
    const below = variableFields([...(field.fields ?? []), ...items], `${path}.`);
    return field.mode === 'variable' && below.length === 0 ? [{ path, field }] : below;
  });
}

/** Whether the author gave an expression: an empty box is no mapping. */
export function isMapped(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
