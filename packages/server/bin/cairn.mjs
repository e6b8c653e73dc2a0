#!/usr/bin/env node
// The `cairn` command: `npx cairn` from the root of the clone. Hands over to the pinned Node, whatever Node found it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from '../../../scripts/hand-over.mjs';

const server = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(server, '..', '..', 'node_modules', 'node', 'bin', 'node');
const main = join(server, 'src', 'main.ts');

if (!existsSync(pinnedNode)) {
  process.stderr.write('The dependencies are not installed yet: run `npm start` or `npm ci` in the clone first.\n');
  process.exit(1);
}
handOver(pinnedNode, [main, ...process.argv.slice(2)]);
