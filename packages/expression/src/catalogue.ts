import type { TypeName } from './type.ts';

/**
 * The declared shape of one field.
 * `object`: `fields` are its members. `listObject`: `fields` are the members of every element.
 * A field that is not declared has type `any`.
 */
export interface FieldSchema {
  readonly type: TypeName;
  readonly fields?: Readonly<Record<string, FieldSchema>>;
  /** Name shown to people; the technical name is the key under which the schema stands. */
  readonly title?: string;
}

/** A field group of a data source, as the language sees it. */
export interface GroupSchema {
  readonly schema: FieldSchema;
  /** Names of the call parameters the group takes; empty for none. */
  readonly params: readonly string[];
  /** True for groups of the built-in profile source (the optional `profile` level, section 7.5). */
  readonly isProfile: boolean;
}

/** Everything an expression may refer to. A root that is not listed is a `type` error. */
export interface Catalogue {
  /** Event name -> payload schema. The reserved root JourneyProperties is always known and never listed here. */
  readonly events: ReadonlyMap<string, FieldSchema>;
  /** Data source name -> field group name -> group. */
  readonly dataSources: ReadonlyMap<string, ReadonlyMap<string, GroupSchema>>;
  /** Action name -> schema of its response (`jo_status_code` is always known). */
  readonly actions: ReadonlyMap<string, FieldSchema>;
  /** Known segment names; absent = any name is accepted. */
  readonly segments?: ReadonlySet<string>;
}
