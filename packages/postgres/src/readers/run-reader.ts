import type { Discard, InstanceSummary, Page, RunReader, StepCount, VersionStatistics } from '@cairn/engine';
import type pg from 'pg';
import { type InstanceRow, instanceColumns, toInstance } from '../run/instance-row.ts';
import { listCalls } from './list-calls.ts';
import { listSteps, loadLastStepSeq } from './list-steps.ts';
import { loadPage } from './page-query.ts';

const summaryColumns = instanceColumns.replace(', i.state', '');
const selectDiscards = `select id, sandbox, at, code, event_id as "eventId", journey_id as "journeyId", key from discards`;
/** Ids of instances grow with time. */
const byId = [{ column: 'id', type: 'text', name: 'id' }] as const;

const countSteps = `
  select node_id as "nodeId", nullif(branch, '') as branch, step_status as "stepStatus", sum(count)::bigint as count
  from step_counts where version_id = $1
  group by node_id, branch, step_status
  order by node_id, branch, step_status`;

// Only who is inside now is known from instances alone: stopped people leave no step.
const statistics = `
  select coalesce(sum(count) filter (where what = 'entered'), 0)::bigint as entered,
    coalesce(sum(count) filter (where what = 'completed'), 0)::bigint as completed,
    coalesce(sum(count) filter (where what in ('error', 'timedOut')), 0)::bigint as error,
    (select count(*) from instances where version_id = $1 and status = 'running') as running
  from instance_counts where version_id = $1`;

/** Reads the run time for the API and the command line. */
export function createRunReader(pool: pg.Pool): RunReader {
  return {
    listInstances: (filter) =>
      loadPage<InstanceSummary>(
        pool,
        {
          select: `select ${summaryColumns} from instances i`,
          where: {
            'i.sandbox =': filter.sandbox,
            'i.journey_id =': filter.journeyId,
            'i.version_id =': filter.versionId,
            'i.key =': filter.key,
            'i.status =': filter.status,
          },
          keys: byId,
          direction: 'desc',
        },
        filter,
      ),
    getInstance: async (sandbox, id) => {
      const text = `select ${instanceColumns} from instances i where i.sandbox = $1 and i.id = $2`;
      const row = (await pool.query<InstanceRow>(text, [sandbox, id])).rows[0];
      return row ? toInstance(row) : null;
    },
    listSteps: (filter) => listSteps(pool, filter),
    loadLastStepSeq: (sandbox) => loadLastStepSeq(pool, sandbox),
    listCalls: (filter) => listCalls(pool, filter),
    listDiscards: async (filter) => {
      const where = { 'sandbox =': filter.sandbox, 'code =': filter.code };
      const keys = [{ column: 'id', type: 'bigint', name: 'id' }] as const;
      const page = await loadPage<Discard & { id: number }>(
        pool,
        { select: selectDiscards, where, keys, direction: 'desc' },
        filter,
      );
      return mapPage(page, ({ id: _place, ...discard }): Discard => discard);
    },
    countSteps: async (versionId) => (await pool.query<StepCount>(countSteps, [versionId])).rows,
    loadStatistics: async (versionId) => (await pool.query<VersionStatistics>(statistics, [versionId])).rows[0]!,
  };
}

function mapPage<From, To>({ items, nextCursor }: Page<From>, map: (item: From) => To): Page<To> {
  return { items: items.map(map), nextCursor };
}
