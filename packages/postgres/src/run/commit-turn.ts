import {
  type Call,
  type Instance,
  type InstanceState,
  type RunStore,
  type TurnCommit,
  TurnRefused,
} from '@cairn/engine';
import { type JsonValue, stringifyJson } from '@cairn/expression';
import type pg from 'pg';
import { encodeBatch, encodeRow, joinRows } from '../batch-json.ts';
import { toPassages } from './passage-row.ts';
import { addressOf, requestOf } from './pending-call.ts';
import { countTurn } from './turn-counts.ts';

/** Raised by the SQL function `commit_turn`, which then has written nothing. */
const outcomes = new Map<unknown, 'leaseLost' | 'routingChanged'>([
  ['CA001', 'leaseLost'],
  ['CA002', 'routingChanged'],
]);
const uniqueViolation = '23505';

/** Writes a whole turn in one round trip and one transaction. */
export async function commitTurn(pool: pg.Pool, turn: TurnCommit): ReturnType<RunStore['commitTurn']> {
  try {
    await pool.query({
      name: 'commit_turn',
      text: 'select commit_turn($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: encodeTurn(turn),
    });
    return 'committed';
  } catch (error) {
    const outcome = outcomes.get((error as pg.DatabaseError).code);
    if (outcome) return outcome;
    if (isSecondRunningInstance(error as pg.DatabaseError)) return 'leaseLost';
    if (isUnstorable(error as pg.DatabaseError)) throw new TurnRefused(error);
    throw error;
  }
}

/**
 * Two owners of one person would be needed for it; should it happen all the same, what the worker knows is no longer
 * true, and `leaseLost` makes it load again.
 */
function isSecondRunningInstance(error: pg.DatabaseError): boolean {
  return error.code === uniqueViolation && error.constraint === 'instances_running';
}

/** Classes 22, data exception, and 54, program limit exceeded: the same values would fail again. */
function isUnstorable({ code }: pg.DatabaseError): boolean {
  return typeof code === 'string' && /^(22|54)/.test(code);
}

function encodeTurn(turn: TurnCommit): unknown[] {
  const counts = countTurn(turn);
  const calls = Map.groupBy(turn.calls, ({ instanceId }) => instanceId);
  return [
    turn.routingEpoch,
    encodeBatch(turn.leases),
    joinRows(turn.created.map((instance) => toInstanceRow(instance, calls.get(instance.id)))),
    joinRows(turn.updated.map((instance) => toUpdateRow(instance, calls.get(instance.id)))),
    encodeBatch(toPassages(turn)),
    encodeBatch(counts.steps),
    encodeBatch(counts.instances),
    encodeBatch(turn.discards),
    encodeBatch(turn.history),
  ];
}

function toInstanceRow({ state, ...row }: Instance, calls: readonly Call[] | undefined): string {
  return encodeRow(row, { state: encodeState(state), ...encodeCalls(calls) });
}

/** An instance that still waits for calls of an earlier turn keeps those; `awaited` says which are out. */
function toUpdateRow(instance: Instance, calls: readonly Call[] | undefined): string {
  const { id, status, endedAt, wakeAt, state } = instance;
  const awaited = calls === undefined && state.blocked?.on === 'call' ? state.blocked.callIds : undefined;
  return encodeRow({ id, status, endedAt, wakeAt, awaited }, { state: encodeState(state), ...encodeCalls(calls) });
}

/** Every member of a state is JSON; only its interfaces lack the index signature that would say so. */
function encodeState(state: InstanceState): string {
  return stringifyJson(state as unknown as JsonValue);
}

function encodeCalls(calls: readonly Call[] | undefined): Record<string, string> {
  if (calls === undefined) return {};
  const requests = Object.fromEntries(calls.map((call) => [call.id, requestOf(call)]));
  return {
    pendingCalls: encodeBatch(calls.map(addressOf)),
    pendingRequests: stringifyJson(requests as unknown as JsonValue),
  };
}
