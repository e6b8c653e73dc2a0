import type { ApiClient } from '../client/api-client.ts';
import { UserError } from '../user-error.ts';

export interface VersionItem {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly publishedAt: number | null;
  readonly definition: { readonly name: string };
}

/** The latest version of a journey, by its name where no other has it, or any version by its id. */
export async function findVersion(client: ApiClient, nameOrId: string): Promise<VersionItem> {
  const named = client.list<VersionItem>('/api/v1/journeys', { search: nameOrId.slice(0, 100), latestOnly: 'true' });
  const found: VersionItem[] = [];
  for await (const item of named) if (item.definition.name === nameOrId) found.push(item);
  if (found.length > 1) throw ambiguous(nameOrId, found);
  if (found[0] !== undefined) return found[0];
  if (/^[0-9a-f-]{36}$/.test(nameOrId)) return client.get<VersionItem>(`/api/v1/journeys/${nameOrId}`);
  throw new UserError(`There is no journey named ${JSON.stringify(nameOrId)}. See: npx cairn journeys list`);
}

/** Names are free to repeat; to guess could publish, or export, the wrong journey. */
function ambiguous(name: string, found: readonly VersionItem[]): UserError {
  const choices = found.map(({ id, version, status }) => `  ${id}  version ${version}, ${status}`);
  return new UserError(
    [`${found.length} journeys are named ${JSON.stringify(name)}. Give an id:`, ...choices].join('\n'),
  );
}
