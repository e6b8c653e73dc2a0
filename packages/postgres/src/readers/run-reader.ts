import type {
  CallSummary,
  Discard,
  InstanceSummary,
  Page,
  RunReader,
  StepCount,
  VersionStatistics,
} from '@cairn/engine';
import type pg from 'pg';
import { type InstanceRow, instanceColumns, toInstance } from '../run/instance-row.ts';
import { type CallRow, selectCalls, toCallSummary } from './call-row.ts';
import { loadPage } from './page-query.ts';
import { type StepRow, selectSteps, toRecordedStep } from './step-row.ts';

const summaryColumns = instanceColumns.replace(', i.state', '');
const selectDiscards = `select id, sandbox, at, code, event_id as "eventId", journey_id as "journeyId", key from discards`;
const bySeq = [{ column: 'seq', type: 'bigint', name: 'seq' }] as const;
/** Ids of instances and calls grow with time. */
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
    listSteps: async (filter) => {
      const where = {
        'sandbox =': filter.sandbox,
        'instance_id =': filter.instanceId,
        'version_id =': filter.versionId,
        'seq >': filter.afterSeq,
      };
      const query = { select: selectSteps, where, keys: bySeq, direction: 'asc' } as const;
      return mapPage(await loadPage<StepRow>(pool, query, filter), toRecordedStep);
    },
    loadLastStepSeq: async (sandbox) => {
      const text = 'select seq from steps where sandbox = $1 order by seq desc limit 1';
      return (await pool.query<{ seq: number }>(text, [sandbox])).rows[0]?.seq ?? 0;
    },
    listCalls: async (filter): Promise<Page<CallSummary>> => {
      const where = { 'sandbox =': filter.sandbox, 'instance_id =': filter.instanceId, 'status =': filter.status };
      const query = { select: selectCalls, where, keys: byId, direction: 'desc' } as const;
      return mapPage(await loadPage<CallRow>(pool, query, filter), toCallSummary);
    },
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
