import type { Call, InstanceSummary } from '@cairn/engine';

/** What a call has in common with the instance that waits for it. */
export type CallOwner = Pick<InstanceSummary, 'id' | 'sandbox' | 'partition' | 'journeyId' | 'versionId'>;

/** Where a pending call goes; its instance's row says the rest. */
export type CallAddress = Pick<Call, 'id' | 'activityId' | 'kind' | 'targetId' | 'timeoutMs'>;

/** What it says: values of an action, or group and parameters of a fetch. */
export type CallRequest = Readonly<Record<string, unknown>>;

export function addressOf({ id, activityId, kind, targetId, timeoutMs }: Call): CallAddress {
  return { id, activityId, kind, targetId, timeoutMs };
}

export function requestOf(call: Call): CallRequest {
  return call.kind === 'action' ? { values: call.values } : { group: call.group, params: call.params };
}

export function toCall(address: CallAddress, request: CallRequest, { id, ...owner }: CallOwner): Call {
  return { ...owner, ...address, ...request, instanceId: id } as Call;
}
