import type { JsonValue } from '@cairn/expression';

/**
 * A call to another system, as data. It holds values only: URL, constants and credentials stay with the target,
 * so that what is stored names no secret and an edited URL holds for calls still to be made.
 */
export type Call = CallAddress & (ActionCall | FetchCall);

interface CallAddress {
  /** Also the Idempotency-Key of every try: a hash of instance, activity and step. */
  readonly id: string;
  readonly sandbox: string;
  readonly partition: number;
  readonly instanceId: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly activityId: string;
  /** Deadline over all tries of this call. */
  readonly timeoutMs: number;
}

export interface ActionCall {
  readonly kind: 'action';
  /** Id of the custom action. */
  readonly targetId: string;
  readonly values: ActionValues;
}

/** The variable part of an action's request; constants are added from the action when it is sent. */
export interface ActionValues {
  readonly path: string | null;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly queryParameters: Readonly<Record<string, string | null>>;
  /** Dotted path of a variable body field -> value. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
}

export interface FetchCall {
  readonly kind: 'fetch';
  /** Id of the external data source. */
  readonly targetId: string;
  readonly group: string;
  readonly params: Readonly<Record<string, JsonValue>>;
}

/** One processed step of one instance (section 17). Absent members do not apply; absent booleans are false. */
export interface StepEvent {
  readonly stepId: string;
  readonly sandbox: string;
  readonly instanceId: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly key: string;
  readonly namespace: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly nodeType: string;
  readonly stepType: string;
  readonly stepStatus: 'ended' | 'error' | 'transitions' | 'capped' | 'timedout' | 'instanceTimedout';
  readonly entrance?: boolean;
  readonly reentrance?: boolean;
  readonly instanceEnded?: boolean;
  /** How the instance ended, on its last step. */
  readonly instanceStatus?: 'completed' | 'error' | 'timedOut' | 'stopped';
  readonly parentStepId?: string;
  readonly parentStepName?: string;
  readonly parentTransitionId?: string;
  readonly parentTransitionName?: string;
  /** Branch taken out of this node. */
  readonly branch?: string;
  readonly processingTimeMs: number;
  /** Further documented members by their published names: action*, fetch*, eventID... */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}
