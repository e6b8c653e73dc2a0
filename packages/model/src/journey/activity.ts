import { z } from 'zod';

const text = z.string().max(40_000);
const common = {
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  label: z.string().max(100).default(''),
  description: z.string().max(2_000).default(''),
  position: z.strictObject({ x: z.number(), y: z.number() }).optional(),
};
/** ISO-8601 duration without years and months, such as PT6H or P1D. */
export const isoDuration = z
  .string()
  .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, 'must be an ISO-8601 duration such as PT6H');

/** A value an author gives: an expression of the language. */
const expression = text;

export const eventActivity = z.strictObject({
  ...common,
  kind: z.literal('event'),
  eventName: z.string(),
  /** Governs all events armed together with this one; `hasPath` adds the branch `timeout`. */
  timeout: z.strictObject({ duration: isoDuration, hasPath: z.boolean() }).optional(),
});

export const conditionPath = z.discriminatedUnion('type', [
  z.strictObject({ id: common.id, label: z.string().default(''), type: z.literal('data'), expression }),
  z.strictObject({
    id: common.id,
    label: z.string().default(''),
    type: z.literal('time'),
    /** Wall-clock times HH:mm, from inclusive, to exclusive; may cross midnight. */
    hours: z.strictObject({ from: z.string(), to: z.string() }).optional(),
    /** ISO weekdays, 1 = Monday. */
    weekdays: z.array(z.number().int().min(1).max(7)).optional(),
  }),
  z.strictObject({
    id: common.id,
    label: z.string().default(''),
    type: z.literal('date'),
    /** Local date-times in the zone of the instance, from inclusive, to exclusive. */
    from: z.string().optional(),
    to: z.string().optional(),
  }),
  z.strictObject({ id: common.id, label: z.string().default(''), type: z.literal('split'), percent: z.number().int() }),
]);
export type ConditionPath = z.infer<typeof conditionPath>;

/** Paths are tested in order; all have the type of the condition. Branches: the path ids, then `other`, `error`. */
export const conditionActivity = z.strictObject({
  ...common,
  kind: z.literal('condition'),
  type: z.enum(['data', 'time', 'date', 'split']),
  paths: z.array(conditionPath),
  hasOtherPath: z.boolean().default(false),
  hasAlternativePath: z.boolean().default(false),
  /** Values of data source parameters given in the editor's tabs: source name, group name, parameter, expression. */
  sourceParameters: z.record(z.string(), z.record(z.string(), z.record(z.string(), expression))).default({}),
});

export const waitActivity = z.strictObject({
  ...common,
  kind: z.literal('wait'),
  wait: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('duration'), duration: isoDuration }),
    z.strictObject({ type: z.literal('custom'), expression }),
  ]),
  hasAlternativePath: z.boolean().default(false),
  sourceParameters: conditionActivity.shape.sourceParameters,
});

/** How one member of a variable object list is read: path inside the source element; absent = the member's own name. */
export const memberMapping = z.record(z.string(), z.string());

export const actionActivity = z.strictObject({
  ...common,
  kind: z.literal('action'),
  actionName: z.string(),
  /** Expression appended to the static URL, each segment URL-encoded. */
  path: expression.optional(),
  /** Row name -> expression, for variable headers and query parameters. */
  headers: z.record(z.string(), expression).default({}),
  queryParameters: z.record(z.string(), expression).default({}),
  /** Dotted path of a variable body field -> expression. List items of listAny by index. */
  parameters: z.record(z.string(), expression).default({}),
  /** Dotted path of a variable listObject -> member mapping. */
  members: z.record(z.string(), memberMapping).default({}),
  hasAlternativePath: z.boolean().default(false),
  sourceParameters: conditionActivity.shape.sourceParameters,
});

export const endActivity = z.strictObject({ ...common, kind: z.literal('end') });

export const activity = z.discriminatedUnion('kind', [
  eventActivity,
  conditionActivity,
  waitActivity,
  actionActivity,
  endActivity,
]);
export type Activity = z.infer<typeof activity>;
/** The one list of activity kinds: spelled alike in the database, JSON, engine and web. */
export const activityKinds = ['event', 'condition', 'wait', 'action', 'end'] as const;
export type ActivityKind = (typeof activityKinds)[number];
export type ActivityOf<K extends ActivityKind> = Extract<Activity, { kind: K }>;
