import type { CallResult, CallSummary, StepEvent, TurnCommit } from '@cairn/engine';

/** What one turn did to one instance. */
export interface PassageRow {
  readonly sandbox: string;
  readonly instanceId: string;
  readonly versionId: string;
  readonly steps: PassageStep[];
  /** Left out when no call ended. */
  calls?: EndedCall[];
}

/** A step without what the row says already. */
export type PassageStep = Omit<StepEvent, 'sandbox' | 'instanceId' | 'versionId'>;

/** A call as it is listed when it is over: where it went and how it ended, never what was sent or answered. */
export type EndedCall = Pick<
  CallSummary,
  'id' | 'journeyId' | 'activityId' | 'kind' | 'targetId' | 'timeoutMs' | 'status'
> &
  Partial<Pick<CallResult, 'outcome' | 'httpStatus' | 'statusCode' | 'attempts' | 'elapsedMs' | 'message'>> & {
    /** Epoch milliseconds. */
    readonly finishedAt: number;
  };

export function toPassages({ finishedCalls, steps }: Pick<TurnCommit, 'finishedCalls' | 'steps'>): PassageRow[] {
  const passages = new Map<string, PassageRow>();
  const passageOf = (of: Pick<PassageRow, 'sandbox' | 'instanceId' | 'versionId'>): PassageRow => {
    const known = passages.get(of.instanceId);
    if (known) return known;
    const { sandbox, instanceId, versionId } = of;
    const passage: PassageRow = { sandbox, instanceId, versionId, steps: [] };
    passages.set(instanceId, passage);
    return passage;
  };
  for (const { call, result, arrivedAt } of finishedCalls) {
    const passage = passageOf(call);
    const { id, journeyId, activityId, kind, targetId, timeoutMs } = call;
    const { outcome, httpStatus, statusCode, attempts, elapsedMs, message } = result;
    const ended = { outcome, httpStatus, statusCode, attempts, elapsedMs, message, finishedAt: arrivedAt };
    passage.calls ??= [];
    passage.calls.push({ id, journeyId, activityId, kind, targetId, timeoutMs, status: 'finished', ...ended });
  }
  for (const step of steps) {
    const { sandbox: _s, instanceId: _i, versionId: _v, ...members } = step;
    passageOf(step).steps.push(members);
  }
  return [...passages.values()];
}
