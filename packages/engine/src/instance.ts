import type { JsonValue } from '@cairn/expression';

/**
 * One person inside one journey version.
 *
 * States: `running` (blocked on listeners or on a call), then exactly one of the ends. Entries: `admit` + the entry
 * event. Exits: end of a path or no matching condition (`completed`), an error nobody absorbed (`error`), the global
 * timeout (`timedOut`, counted as an error), the journey was stopped (`stopped`).
 * Invariant: a running instance is blocked on exactly one of `waiting` or `calling`, and `wakeAt` is the earliest
 * moment at which time alone moves it (never later than the end of its life).
 */
export interface Instance {
  readonly id: string;
  readonly sandbox: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly partition: number;
  /** Identity of the person, computed from the entry event. */
  readonly key: string;
  readonly namespace: string | null;
  readonly status: InstanceStatus;
  /** Epoch milliseconds. */
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly wakeAt: number | null;
  readonly state: InstanceState;
}

export const instanceStatuses = ['running', 'completed', 'error', 'timedOut', 'stopped'] as const;
export type InstanceStatus = (typeof instanceStatuses)[number];

/** What an instance carries from one stimulus to the next; stored as JSON, at most 1 MB. */
export interface InstanceState {
  readonly blocked: Blocked | null;
  /** Event name -> payload of the latest one received in this journey. */
  readonly events: Readonly<Record<string, JsonValue>>;
  /** Action name -> response kept for later steps, `jo_status_code` included. */
  readonly responses: Readonly<Record<string, JsonValue>>;
  /** Journey properties that change on the way (last errors, elapsed times, position). */
  readonly properties: Readonly<Record<string, string | number>>;
  /** Number of steps taken, the seed of everything that must be unique or random along the way. */
  readonly stepCount: number;
  /** Id and label of the previous step and of the arrow that led here, for step events. */
  readonly lastStep: { readonly stepId: string; readonly activityId: string; readonly name: string } | null;
}

export type Blocked =
  | { readonly on: 'listeners'; readonly listeners: readonly Listener[] }
  | {
      readonly on: 'call';
      readonly activityId: string;
      /** Transition through which the activity was reached. */
      readonly transitionId: string | null;
      /** Ids of the calls still out; a step that reads several groups fetches them together. */
      readonly callIds: readonly string[];
      /** Answers already in, by id of their call, while other calls of the same step are out. */
      readonly fetched: Readonly<Record<string, JsonValue>>;
      /** When the step began, epoch milliseconds: the `now` of its expressions, before and after the calls. */
      readonly startedAt: number;
      /** Fetches of this step that were answered, and their time in milliseconds. Absent = none. */
      readonly fetches?: { readonly count: number; readonly elapsedMs: number };
    };

/** An event or wait armed together with its siblings; the first to happen cancels the rest. */
export interface Listener {
  readonly activityId: string;
  readonly transitionId: string | null;
  readonly kind: 'event' | 'wait';
  /** Event listeners: the event's name. */
  readonly eventName?: string;
  /** Epoch milliseconds at which it fires by itself. */
  readonly deadline: number | null;
  /** Epoch milliseconds when it was armed. */
  readonly armedAt: number;
}
