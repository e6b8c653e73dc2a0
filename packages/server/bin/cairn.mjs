#!/usr/bin/env node
// The `cairn` command: `npx cairn` from the root of the clone. Hands over to the pinned Node, whatever Node found it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const server = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(server, '..', '..', 'node_modules', 'node', 'bin', 'node');
const main = join(server, 'src', 'main.ts');

if (!existsSync(pinnedNode)) {
  process.stderr.write('The dependencies are not installed yet: run `npm start` or `npm ci` in the clone first.\n');
  process.exit(1);
}
const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
