import { relative } from 'node:path';
import type { Cairn } from '../composition/cairn.ts';
import { localKeyFile } from '../composition/local-key.ts';
import type { Settings } from '../settings/settings.ts';

export interface BannerParts {
  readonly cairn: Pick<Cairn, 'address' | 'storeKind'>;
  readonly settings: Settings;
  /** Of the one-time link; null once there is an administrator. */
  readonly setupToken: string | null;
  readonly sampleEvent: object | null;
}

/** The last lines of `npm start`: where it is, how to get in, and a line to try. */
export function banner({ cairn, settings, setupToken, sampleEvent }: BannerParts): string {
  const { address } = cairn;
  const store =
    cairn.storeKind === 'embedded'
      ? `embedded database in ${shortPath(settings.dataDir)}`
      : 'PostgreSQL server of DATABASE_URL';
  if (address === null) return `\nCairn works on the ${store}. Ctrl-C stops it.\n`;
  const lines = [
    '',
    `  Cairn is ready: ${address}`,
    `  Store: ${store}.  API reference: ${address}/api/v1/reference`,
    '',
    setupToken === null
      ? `  Sign in at ${address}`
      : `  Become the administrator (this link works once, for 24 hours):\n  ${address}/setup?token=${setupToken}`,
    '',
  ];
  if (sampleEvent !== null) lines.push(...trial(address, settings, sampleEvent));
  lines.push('  Ctrl-C stops it.', '', '');
  return lines.join('\n');
}

function trial(address: string, settings: Settings, event: object): string[] {
  const key = `$(cat ${shortPath(settings.dataDir)}/${localKeyFile})`;
  const body = JSON.stringify({ schema: 'FlightLanding', data: event });
  return [
    '  Send a late flight through the sample journey and see what happens to its passenger (takes 3 seconds):',
    '',
    `  curl -s '${address}/api/v1/events?wait=10' -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' -d '${body}'`,
    '',
  ];
}

function shortPath(path: string): string {
  const shorter = relative(process.cwd(), path);
  return shorter !== '' && !shorter.startsWith('..') ? shorter : path;
}
