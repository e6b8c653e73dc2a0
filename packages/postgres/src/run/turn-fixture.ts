// Builders for the tests and the measurement of this room.
import type {
  ActionCall,
  Call,
  CallResult,
  Instance,
  InstanceState,
  Lease,
  StepEvent,
  TurnCommit,
} from '@cairn/engine';

const emptyState: InstanceState = {
  blocked: null,
  events: {},
  responses: {},
  properties: {},
  stepCount: 0,
  lastStep: null,
};

export function makeInstance(id: string, changes: Partial<Instance> = {}): Instance {
  const journey = { sandbox: 'prod', journeyId: 'journey', versionId: 'version', partition: 0 };
  const times = { enteredAt: 1_000, endedAt: null, wakeAt: null };
  return { id, ...journey, key: id, namespace: 'email', status: 'running', ...times, state: emptyState, ...changes };
}

export function makeCall(id: string, instance: Instance, changes: Partial<ActionCall> = {}): Call {
  const { sandbox, partition, journeyId, versionId } = instance;
  const address = { id, sandbox, partition, instanceId: instance.id, journeyId, versionId };
  const values = { path: null, headers: {}, queryParameters: {}, parameters: { 'flight.delay': 71 } };
  return { ...address, activityId: 'a1', timeoutMs: 5_000, kind: 'action', targetId: 'action', values, ...changes };
}

/** The state of an instance that waits for these calls. */
export function waitingFor(...callIds: string[]): InstanceState {
  const blocked = { on: 'call', activityId: 'a1', transitionId: null, callIds, fetched: {}, startedAt: 1_000 } as const;
  return { ...emptyState, blocked };
}

export function makeStep(stepId: string, instance: Instance, changes: Partial<StepEvent> = {}): StepEvent {
  const { sandbox, journeyId, versionId, key, namespace } = instance;
  const node = { nodeId: 'n1', nodeName: 'Delay', nodeType: 'condition', stepType: 'Condition' };
  const outcome = { stepStatus: 'ended', processingTimeMs: 0.25 } as const;
  return {
    stepId,
    sandbox,
    instanceId: instance.id,
    journeyId,
    versionId,
    key,
    namespace,
    at: 1_000,
    ...node,
    ...outcome,
    ...changes,
  };
}

export const success: CallResult = {
  outcome: 'success',
  httpStatus: 200,
  statusCode: 'http_200',
  response: { id: 1 },
  attempts: 1,
  elapsedMs: 12.5,
  message: null,
  originError: null,
  originErrorCode: null,
};

/** A turn that holds these leases and nothing else but what is given. */
export function makeTurn(leases: readonly Lease[], changes: Partial<TurnCommit> = {}): TurnCommit {
  const nothing = { created: [], updated: [], calls: [], finishedCalls: [], steps: [], discards: [], history: [] };
  return { leases, routingEpoch: 1, ...nothing, ...changes };
}
