import type { PageRequest } from '@cairn/engine';
import { z } from 'zod';

/** Query of every list: `cursor` is the `nextCursor` of the page before, opaque. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** A page of a list. `nextCursor` null = the last one; `total` where counting is cheap. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).readonly(),
    nextCursor: z.string().nullable(),
    total: z.number().int().optional(),
  });
}

/** The port's form of a page query. */
export function toPageRequest({ cursor, limit }: z.infer<typeof pageQuery>): PageRequest {
  return { cursor: cursor ?? null, limit };
}
