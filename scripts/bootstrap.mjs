// Runs a task of this project on the pinned Node, installing the dependencies first when they are missing or stale.
// Plain JavaScript without dependencies: the machine's own Node (20.20 or newer) starts it on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './hand-over.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');
const installStamp = join(root, 'node_modules', '.cairn-installed');

const tasks = {
  /** Nothing but the install. */
  install: null,
  start: ['packages/server/src/main.ts', 'start'],
  test: ['scripts/test.ts'],
  bench: ['bench/main.ts'],
  'example:flights': ['examples/flight-delays/main.ts'],
};

const [name, ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) fail(`unknown task ${name ?? '(none)'}; known: ${Object.keys(tasks).join(', ')}`);
checkVersions();
install();
if (task === null) process.exit(0);
const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
handOver(pinnedNode, task.concat(rest), { cwd: root, env: { ...process.env, PATH: path } });

function checkVersions() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 20)) {
    fail(
      `Cairn needs Node 20.20 or newer to start itself; this is ${process.versions.node}. It then brings its own Node.`,
    );
  }
}

/** The lock file's hash tells whether the last finished install is still the right one; a broken one leaves no stamp. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(pinnedNode) && existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return;
  process.stderr.write('Installing dependencies (once; a minute or so)...\n');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // Progress goes to stderr, so that a task may print JSON alone on stdout.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PATH: pathOutsideProject() },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('npm ci failed; see the lines above. It needs npm 11 and a reachable npm registry.');
  if (!existsSync(pinnedNode))
    fail(`the npm package "node" did not install its binary for ${process.platform}-${process.arch}.`);
  mkdirSync(dirname(installStamp), { recursive: true });
  writeFileSync(installStamp, wanted);
}

/** The install replaces node_modules: npm must not run on the Node that lies in there. */
function pathOutsideProject() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !folder.startsWith(join(root, 'node_modules'))).join(delimiter);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
