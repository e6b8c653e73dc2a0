import type { LoopVariableName, ReferenceKind } from '../ast.ts';
import type { Catalogue } from '../catalogue.ts';
import type { ElementType } from '../check/checker.ts';
import type { FunctionDefinition } from '../functions/definition.ts';
import { functionTable } from '../functions/table.ts';
import { type Completion, completion } from './completion.ts';
import { fieldCompletions, rootCompletions } from './field-completions.ts';
import { resultTypes } from './function-help.ts';
import { constantHelp, dateHelp, keywordHelp, type Language } from './word-help.ts';
import { writeName } from './write-text.ts';

/** A completion and the types it may have, where `type` alone cannot say it. */
export interface TypedCompletion extends Completion {
  readonly types?: ReturnType<typeof resultTypes>;
}

export function functionCompletions(language: Language): TypedCompletion[] {
  const date = completion('function', 'date', {
    insert: 'date("")',
    caret: 'date("'.length,
    detail: dateHelp.forms[0],
    description: dateHelp.description[language],
  });
  const types = ['dateOnly', 'dateTimeOnly', 'dateTime'] as const;
  return [...functionTable.map((each) => functionCompletion(each, language)), { ...date, types }];
}

function functionCompletion(definition: FunctionDefinition, language: Language): TypedCompletion {
  const { name, forms, description, signatures } = definition;
  const takesNothing = signatures.every(({ params }) => params.length === 0);
  const types = resultTypes(definition);
  const item = completion('function', name, {
    insert: `${name}()`,
    caret: name.length + (takesNothing ? 2 : 1),
    type: types.length === 1 ? types[0] : undefined,
    detail: forms[0],
    description: description[language],
  });
  return { ...item, types };
}

/** `not`, `if` and the constants. */
export function keywordCompletions(language: Language): Completion[] {
  const conditional = { insert: 'if () then () else ()', caret: 'if ('.length };
  return [
    completion('keyword', 'not', { insert: 'not ', type: 'boolean', description: keywordHelp.not[language] }),
    completion('keyword', 'if', { ...conditional, description: keywordHelp.if[language] }),
    completion('constant', 'true', { type: 'boolean', description: constantHelp.true[language] }),
    completion('constant', 'false', { type: 'boolean', description: constantHelp.false[language] }),
    completion('constant', 'null', { type: 'null', description: constantHelp.null[language] }),
  ];
}

/** The loop variables that have a value here, and the members of what they stand for. */
export function loopCompletions(loops: ReadonlyMap<LoopVariableName, ElementType>): Completion[] {
  return [...loops].flatMap(([name, element]) => [
    completion('loopVariable', name, { type: element.type, detail: element.type }),
    ...fieldCompletions(element).map((field) =>
      completion('field', `${name}.${field.label}`, {
        insert: `${name}.${field.insert}`,
        type: field.type,
        detail: field.type,
        title: field.title,
      }),
    ),
  ]);
}

const openings: readonly { readonly of: ReferenceKind; readonly open: string; readonly close: string }[] = [
  { of: 'event', open: '@{', close: '.}' },
  { of: 'data', open: '#{', close: '.}' },
  { of: 'action', open: '@action{', close: '.}' },
];

/** The start of a reference to each event, data source and action. */
export function openingCompletions(catalogue: Catalogue): Completion[] {
  return openings.flatMap(({ of, open, close }) =>
    rootCompletions(catalogue, of).map(({ kind, label, title }) => {
      const insert = `${open}${writeName(label)}${close}`;
      return completion(kind, label, { insert, caret: insert.length - 1, title });
    }),
  );
}
