import type { CallSummary } from '@cairn/engine';
import type { EndedCall } from '../run/passage-row.ts';
import type { CallAddress } from '../run/pending-call.ts';

/** Whose calls a row lists; `place` orders rows and is unique in its table. */
export interface CallRow {
  readonly place: string;
  readonly sandbox: string;
  readonly instanceId: string;
  readonly journeyId: string;
  readonly versionId: string;
  /** JSON text of a list. */
  readonly calls: string;
}

export const selectPending = `
  select i.id as place, i.sandbox, i.id as "instanceId", i.journey_id as "journeyId", i.version_id as "versionId",
    i.pending_calls as calls
  from instances i
  where i.status = 'running' and i.pending_calls is not null`;

export const selectEnded = `
  select p.seq::text as place, p.sandbox, p.instance_id as "instanceId", '' as "journeyId",
    p.version_id as "versionId", p.calls
  from passages p
  where p.calls is not null`;

export function toPendingSummaries({ calls, place: _place, ...owner }: CallRow): CallSummary[] {
  return (JSON.parse(calls) as readonly CallAddress[]).map((address) => ({
    ...owner,
    ...address,
    status: 'pending',
    finishedAt: null,
    result: null,
  }));
}

export function toEndedSummaries({ calls, place: _place, ...owner }: CallRow): CallSummary[] {
  return (JSON.parse(calls) as readonly EndedCall[]).map((call) => {
    const {
      outcome,
      httpStatus = null,
      statusCode = '',
      attempts = 0,
      elapsedMs = 0,
      message = null,
      ...address
    } = call;
    const result = outcome === undefined ? null : { outcome, httpStatus, statusCode, attempts, elapsedMs, message };
    return { ...owner, ...address, result };
  });
}
