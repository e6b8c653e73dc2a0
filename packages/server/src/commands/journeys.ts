import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { ApiClient } from '../client/api-client.ts';
import { moment, table } from '../client/table.ts';
import { UserError } from '../user-error.ts';
import { findVersion, type VersionItem } from './find-version.ts';

interface Findings {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}
interface Finding {
  readonly code: string;
  readonly activityId?: string;
  readonly message: string;
}

/** Prints the journeys, newest version first. */
export async function list(options: { readonly allVersions?: boolean }): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const items = client.list<VersionItem>('/api/v1/journeys', { latestOnly: String(options.allVersions !== true) });
  const rows = await Array.fromAsync(items, ({ definition, version, status, publishedAt, id }) => [
    definition.name,
    String(version),
    status,
    moment(publishedAt),
    id,
  ]);
  process.stdout.write(`${table(['journey', 'version', 'status', 'published', 'id'], rows)}\n`);
}

/** Prints errors and warnings; the exit code is 1 when there is an error. */
export async function validate(journey: string): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const { id } = await findVersion(client, journey);
  const { errors, warnings } = await client.post<Findings>(`/api/v1/journeys/${id}/validate`);
  for (const finding of errors) process.stdout.write(`error    ${describe(finding)}\n`);
  for (const finding of warnings) process.stdout.write(`warning  ${describe(finding)}\n`);
  process.stdout.write(`${errors.length} errors, ${warnings.length} warnings\n`);
  if (errors.length > 0) process.exitCode = 1;
}

/** Lets people in. */
export async function publish(journey: string): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const { id } = await findVersion(client, journey);
  const { definition, version, status } = await client.post<VersionItem>(`/api/v1/journeys/${id}/publish`);
  process.stdout.write(`${definition.name}, version ${version}, is ${status}.\n`);
}

/** Writes the bundle as YAML: comments may be added, an import reads it back. */
export async function exportJourney(journey: string): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const { id } = await findVersion(client, journey);
  process.stdout.write(stringify(await client.get(`/api/v1/journeys/${id}/export`), { lineWidth: 120 }));
}

/** Makes a draft, with new objects for everything the journey refers to. */
export async function importJourney(file: string): Promise<void> {
  const bundle = readBundle(file);
  const { definition, id } = await ApiClient.fromEnvironment().post<VersionItem>('/api/v1/journeys/import', bundle);
  process.stdout.write(`${definition.name} is a draft now: ${id}\n`);
}

function readBundle(file: string): unknown {
  try {
    // Sharing by anchors is welcome; a bound keeps a hostile file from growing without limit.
    return parse(readFileSync(file === '-' ? 0 : file, 'utf8'), { maxAliasCount: 100 });
  } catch (cause) {
    throw new UserError(`${file} cannot be read as YAML or JSON: ${(cause as Error).message}`, { cause });
  }
}

function describe({ code, activityId, message }: Finding): string {
  return `${code}  ${activityId ? `${activityId}: ` : ''}${message}`;
}
