import { z } from 'zod';
import { description, objectName } from '../name/name.ts';

/** A row of the simple editor, or a group of rows; the only form a rule-based event's condition can take. */
export type Rule =
  | { readonly kind: 'group'; readonly operator: 'and' | 'or'; readonly items: readonly Rule[] }
  | { readonly kind: 'row'; readonly field: string; readonly operator: string; readonly value?: unknown };
export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('group'), operator: z.enum(['and', 'or']), items: z.array(rule).min(1) }),
    z.strictObject({
      kind: z.literal('row'),
      field: z.string().min(1),
      operator: z.string(),
      value: z.unknown().optional(),
    }),
  ]),
);

const common = {
  name: objectName,
  description,
  /** A registered schema of class event. */
  schemaId: z.string().min(1),
  /** Dotted paths of the selected payload fields, `[]` marking list elements. */
  fields: z.array(z.string().min(1)),
  /** Type of the key (Email, CRMID...). Without it no profile lookup and no profile time zone. */
  namespace: z.string().min(1).optional(),
  /** Expression over payload fields, written `@{<EventName>.path}`, that yields the identity of the person. */
  key: z.string().min(1),
};

export const ruleBasedEvent = z.strictObject({ type: z.literal('ruleBased'), ...common, rule });
export const systemGeneratedEvent = z.strictObject({
  type: z.literal('systemGenerated'),
  ...common,
  /** Made by Cairn when the event is first saved; senders echo it and never invent one. */
  eventId: z.string().optional(),
});
export const eventDefinition = z.discriminatedUnion('type', [ruleBasedEvent, systemGeneratedEvent]);
export type EventDefinition = z.infer<typeof eventDefinition>;
