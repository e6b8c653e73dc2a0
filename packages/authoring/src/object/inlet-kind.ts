import { objectName } from '@cairn/model';
import { z } from 'zod';
import { parseShape } from '../parse-shape.ts';
import type { KindRules } from './object-kind.ts';

/** A streaming inlet: senders post messages to its id; authenticated ones need an API key. */
export const inletDefinition = z.strictObject({ name: objectName, isAuthenticated: z.boolean().default(true) });
export type InletDefinition = z.infer<typeof inletDefinition>;

export const inletKind: KindRules<InletDefinition> = {
  kind: 'inlet',
  label: 'inlet',
  isRouted: true,
  parse: async (sent) => parseShape(inletDefinition, 'inlet', sent),
  // No journey names an inlet, so that none is ever locked.
  findLockedChanges: () => [],
  copy: (inlet, name) => ({ ...inlet, name }),
};
