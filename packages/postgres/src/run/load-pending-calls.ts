import type { Call, PendingPage } from '@cairn/engine';
import { parseJson } from '@cairn/expression';
import type pg from 'pg';
import { type CallAddress, type CallOwner, type CallRequest, toCall } from './pending-call.ts';

const pendingCalls = `
  select i.id, i.sandbox, i.partition, i.journey_id as "journeyId", i.version_id as "versionId",
    i.pending_calls as "pendingCalls", i.pending_requests as "pendingRequests"
  from instances i
  where i.partition = any($1::smallint[]) and i.status = 'running' and i.pending_calls is not null
    and i.id > coalesce($2, '')
  order by i.id limit $3`;

interface Row extends CallOwner {
  /** JSON text of a list of addresses. */
  readonly pendingCalls: string;
  /** JSON text of an object of requests by call id. */
  readonly pendingRequests: string;
}

/** Calls without a result, of at most `limit` instances after `afterInstanceId`, in the order of entry. */
export async function loadPendingCalls(
  pool: pg.Pool,
  partitions: readonly number[],
  afterInstanceId: string | null,
  limit: number,
): Promise<PendingPage> {
  const { rows } = await pool.query<Row>(pendingCalls, [partitions, afterInstanceId, limit]);
  const next = rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  return { calls: rows.flatMap(callsOf), next };
}

function callsOf({ pendingCalls: addresses, pendingRequests, ...owner }: Row): Call[] {
  const requests = parseJson(pendingRequests) as Readonly<Record<string, CallRequest>>;
  return (JSON.parse(addresses) as readonly CallAddress[]).map((address) =>
    toCall(address, requests[address.id] ?? {}, owner),
  );
}
