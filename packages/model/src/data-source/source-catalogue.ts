import type { GroupSchema } from '@cairn/expression';

/** A data source as journeys see it: its groups by name. The engine's binding of a source has this shape too. */
export interface SourceGroups {
  readonly name: string;
  readonly kind: 'profile' | 'external';
  readonly groups: ReadonlyMap<string, GroupSchema>;
}

/** What the language's catalogue lists: a group without fields does not appear, nor does a source without groups. */
export const sourceCatalogue = (
  sources: readonly SourceGroups[],
): ReadonlyMap<string, ReadonlyMap<string, GroupSchema>> =>
  new Map(
    sources
      .map(({ name, groups }) => [name, new Map([...groups].filter(([, group]) => hasFields(group)))] as const)
      .filter(([, groups]) => groups.size > 0),
  );

const hasFields = ({ schema }: GroupSchema): boolean => Object.keys(schema.fields ?? {}).length > 0;
