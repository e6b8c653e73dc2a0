export { type FieldUse, fieldsUsed, type NameUse, type SegmentUse } from './fields-used.ts';
export { format } from './format.ts';
export { renameGroup, renameRoot } from './rename-root.ts';
