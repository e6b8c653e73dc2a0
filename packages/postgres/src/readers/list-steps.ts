import type { Page, RecordedStep, StepFilter } from '@cairn/engine';
import type pg from 'pg';
import type { PassageStep } from '../run/passage-row.ts';
import { decodeCursor, encodeCursor, pageLimit } from './page-query.ts';

/** A passage's steps have places of their own behind the passage's, as in the view `step_events`. */
const placesInPassage = 1_000;

interface StepsRow extends Pick<RecordedStep, 'sandbox' | 'instanceId' | 'versionId'> {
  readonly seq: number;
  /** JSON text of a list. */
  readonly steps: string;
}

const selectSteps = `
  select seq, sandbox, instance_id as "instanceId", version_id as "versionId", steps
  from passages
  where sandbox = $1 and ($2::text is null or instance_id = $2) and ($3::text is null or version_id = $3) and seq >= $4
  order by seq limit $5`;

/** Steps oldest first, after the later of `afterSeq` and the cursor. */
export async function listSteps(pool: pg.Pool, filter: StepFilter): Promise<Page<RecordedStep>> {
  const limit = pageLimit(filter);
  const after = Math.max(filter.afterSeq ?? 0, filter.cursor === null ? 0 : readPlace(filter.cursor));
  const from = Math.floor(after / placesInPassage);
  // One passage may be used up by the page before, and one row more tells whether there is another page.
  const values = [filter.sandbox, filter.instanceId ?? null, filter.versionId ?? null, from, limit + 2];
  const { rows } = await pool.query<StepsRow>(selectSteps, values);
  const steps = rows.flatMap(toSteps).filter(({ seq }) => seq > after);
  const items = steps.slice(0, limit);
  return { items, nextCursor: steps.length > limit ? encodeCursor([items.at(-1)!.seq]) : null };
}

/** Place of the sandbox's newest step, 0 for none. */
export async function loadLastStepSeq(pool: pg.Pool, sandbox: string): Promise<number> {
  const text = `select seq, json_array_length(steps) as count from passages
    where sandbox = $1 and json_array_length(steps) > 0 order by seq desc limit 1`;
  const row = (await pool.query<{ seq: number; count: number }>(text, [sandbox])).rows[0];
  return row ? row.seq * placesInPassage + row.count : 0;
}

function toSteps({ seq, steps, ...owner }: StepsRow): RecordedStep[] {
  return (JSON.parse(steps) as readonly PassageStep[]).map((step, index) => ({
    seq: seq * placesInPassage + index + 1,
    ...owner,
    ...step,
  }));
}

function readPlace(cursor: string): number {
  return decodeCursor(cursor, [{ type: 'bigint' }])[0] as number;
}
