import type { ApiClient } from '../client/api-client.ts';
import { UserError } from '../user-error.ts';

export interface VersionItem {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly publishedAt: number | null;
  readonly definition: { readonly name: string };
}

/** The latest version of a journey, by its name, or any version by its id. */
export async function findVersion(client: ApiClient, nameOrId: string): Promise<VersionItem> {
  const named = client.list<VersionItem>('/api/v1/journeys', { search: nameOrId.slice(0, 100), latestOnly: 'true' });
  for await (const item of named) if (item.definition.name === nameOrId) return item;
  if (/^[0-9a-f-]{36}$/.test(nameOrId)) return client.get<VersionItem>(`/api/v1/journeys/${nameOrId}`);
  throw new UserError(`There is no journey named ${JSON.stringify(nameOrId)}. See: npx cairn journeys list`);
}
