import type { PageQuery } from '@cairn/authoring';
import { z } from 'zod';
import { pageQuery } from '../paging.ts';

/** Query of every list of authored things. */
export const listQuery = pageQuery.extend({
  search: z.string().max(100).optional().describe('Part of the name, any case'),
  sort: z.enum(['name', 'createdAt', 'updatedAt']).default('updatedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

/** The port's form of the query. */
export function toPageQuery({ order, ...query }: z.infer<typeof listQuery>): PageQuery {
  return { ...query, isDescending: order === 'desc' };
}
