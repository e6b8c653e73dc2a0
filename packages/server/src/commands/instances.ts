import { ApiClient } from '../client/api-client.ts';
import { moment, table } from '../client/table.ts';
import { findVersion } from './find-version.ts';

export interface InstanceFilter {
  readonly key?: string;
  readonly journey?: string;
  readonly status?: string;
  readonly limit: string;
}

interface InstanceItem {
  readonly id: string;
  readonly versionId: string;
  readonly key: string;
  readonly status: string;
  readonly enteredAt: number;
  readonly endedAt: number | null;
}

/** Prints people inside journeys. */
export async function listInstances(filter: InstanceFilter): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const query = new URLSearchParams({ limit: filter.limit });
  if (filter.key) query.set('key', filter.key);
  if (filter.status) query.set('status', filter.status);
  if (filter.journey) query.set('versionId', (await findVersion(client, filter.journey)).id);
  const { items } = await client.get<{ items: readonly InstanceItem[] }>(`/api/v1/instances?${query}`);
  const rows = items.map((item) => [item.key, item.status, moment(item.enteredAt), moment(item.endedAt), item.id]);
  process.stdout.write(`${table(['key', 'status', 'entered', 'ended', 'id'], rows)}\n`);
}
