import type { FieldType } from '../schema/field-type.ts';
import type { BodyField, CustomAction, ParameterRow } from './action.ts';
import { childrenOf } from './body-field.ts';
import { headerRows } from './parameter-rows.ts';

/** Something of an action that a journey gives a value: shown in its pane under the label. */
export interface ActionVariable {
  /** Name of a header or query parameter; dotted path of a body field. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly isOptional: boolean;
  /** Variable list of objects: its members, each read from the source attribute of its own name unless mapped. */
  readonly members?: readonly ActionVariable[];
}

/** What the pane of an action activity shows. Constants, credentials and samples are no part of it. */
export interface ActionPane {
  readonly url: string;
  readonly method: CustomAction['method'];
  readonly headers: readonly ActionVariable[];
  readonly queryParameters: readonly ActionVariable[];
  readonly parameters: readonly ActionVariable[];
}

export const actionPane = (action: CustomAction): ActionPane => ({
  url: action.url,
  method: action.method,
  headers: headerRows(action).flatMap(rowVariable),
  queryParameters: action.queryParameters.flatMap(rowVariable),
  parameters: bodyVariables(action.body),
});

/** The variable fields of a body in its order, elements of a listAny included; members of a list stay inside the list. */
export const bodyVariables = (body: readonly BodyField[], prefix = ''): readonly ActionVariable[] =>
  body.flatMap((field) => {
    const name = `${prefix}${field.name}`;
    if (field.mode === 'constant') return bodyVariables(childrenOf(field), `${name}.`);
    const variable = toVariable(field, name);
    return field.type === 'listObject' ? [{ ...variable, members: bodyVariables(field.fields ?? []) }] : [variable];
  });

const rowVariable = (row: ParameterRow): readonly ActionVariable[] =>
  row.mode === 'constant'
    ? []
    : [{ name: row.name, label: row.label, type: 'string', isOptional: row.optional ?? false }];

const toVariable = (field: BodyField, name: string): ActionVariable => ({
  name,
  label: field.label ?? field.name,
  type: field.type,
  isOptional: field.optional ?? false,
});
