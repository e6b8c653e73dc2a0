import { z } from 'zod';

/** Name of an event, data source, field group or action: 1 to 30 letters, digits and underscores (section 1). */
export const objectName = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,30}$/, 'must be 1 to 30 letters, digits or underscores, without spaces or punctuation');

/** Optional free text, 0 to 2,000 characters. */
export const description = z.string().max(2_000).default('');
