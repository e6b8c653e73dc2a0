import type { Call, Instance, InstanceState, RunStore, StepEvent, TurnCommit } from '@cairn/engine';
import { type JsonValue, stringifyJson } from '@cairn/expression';
import type pg from 'pg';
import { encodeBatch, encodeRow, joinRows } from '../batch-json.ts';
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
      text: 'select commit_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      values: encodeTurn(turn),
    });
    return 'committed';
  } catch (error) {
    const outcome = outcomes.get((error as pg.DatabaseError).code);
    if (outcome) return outcome;
    if (isSecondRunningInstance(error as pg.DatabaseError)) return 'leaseLost';
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

function encodeTurn(turn: TurnCommit): unknown[] {
  const counts = countTurn(turn);
  return [
    turn.routingEpoch,
    encodeBatch(turn.leases),
    joinRows(turn.created.map(toInstanceRow)),
    joinRows(turn.updated.map(toUpdateRow)),
    joinRows(turn.calls.map(toCallRow)),
    encodeBatch(turn.finishedCalls.map(toResultRow)),
    encodeBatch(turn.steps.map(toStepRow)),
    encodeBatch(counts.steps),
    encodeBatch(counts.instances),
    encodeBatch(turn.discards),
    encodeBatch(turn.history),
  ];
}

function toInstanceRow({ state, ...row }: Instance): string {
  return encodeRow(row, 'state', encodeState(state));
}

/** Every member of a state is JSON; only its interfaces lack the index signature that would say so. */
function encodeState(state: InstanceState): string {
  return stringifyJson(state as unknown as JsonValue);
}

function toUpdateRow({ id, status, endedAt, wakeAt, state }: Instance): string {
  return encodeRow({ id, status, endedAt, wakeAt }, 'state', encodeState(state));
}

function toCallRow(call: Call): string {
  const { id, sandbox, partition, instanceId, journeyId, versionId, activityId, timeoutMs, kind, targetId } = call;
  const request = kind === 'action' ? { values: call.values } : { group: call.group, params: call.params };
  const row = { id, sandbox, partition, instanceId, journeyId, versionId, activityId, timeoutMs, kind, targetId };
  return encodeRow(row, 'request', stringifyJson(request as unknown as JsonValue));
}

function toStepRow({ sandbox, instanceId, versionId, at, ...members }: StepEvent) {
  return { sandbox, instanceId, versionId, at, members };
}

/** The answer itself stays with the instance, where later steps read it and where its erasure takes it along. */
function toResultRow({ id, result }: TurnCommit['finishedCalls'][number]) {
  const { outcome, httpStatus, statusCode, attempts, elapsedMs, message } = result;
  return { id, outcome, httpStatus, statusCode, attempts, elapsedMs, message };
}
