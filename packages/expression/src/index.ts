export type { Catalogue, FieldSchema, GroupSchema } from './catalogue.ts';
export type { Compile, CompiledExpression, CompileOptions, ExpressionNeeds, GroupNeed } from './expression.ts';
export type { JsonValue } from './json.ts';
export type { Scope, SegmentStatus } from './scope.ts';
export type { ListType, ScalarType, TypeName } from './type.ts';
