import type pg from 'pg';

/** Tables whose rows change or go; the rest only grows. */
const changingTables = [
  'partitions',
  'log_heads',
  'message_ids',
  'event_log',
  'instances',
  'passages',
  'step_counts',
  'instance_counts',
];

/**
 * Gives back the space of old row versions and refreshes the planner's counts. PGlite has no autovacuum; a server does
 * this by itself. One statement for each table, so that other queries get their turn in between.
 */
export async function vacuumEmbedded(pool: pg.Pool): Promise<void> {
  for (const table of changingTables) await pool.query(`vacuum (analyze) ${table}`);
}
