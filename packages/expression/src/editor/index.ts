export { type CompleteOptions, complete } from './complete.ts';
export type { Completion, CompletionKind, CompletionList } from './completion.ts';
export { diagnostics } from './diagnostics.ts';
export { type FieldUse, fieldsUsed, type NameUse, type SegmentUse } from './fields-used.ts';
export { format } from './format.ts';
export { type Hover, hover } from './hover.ts';
export { renameGroup, renameRoot } from './rename-root.ts';
export {
  accessHelp,
  dateHelp,
  keywordHelp,
  type Language,
  type Localized,
  loopVariableHelp,
  operatorHelp,
} from './word-help.ts';
export { writeName, writeString } from './write-text.ts';
