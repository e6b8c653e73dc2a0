import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './process/cairn-process.ts';
import { Installation } from './process/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const launcher = 'packages/server/bin/cairn.mjs';
let here: Installation;
beforeEach(() => {
  here = new Installation();
});
afterEach(() => here.remove());

describe('npx cairn', () => {
  it('passes on arguments, output and exit code of the command', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [launcher, ...args], { cwd: root, encoding: 'utf8' });
    expect(run('expr', 'eval', '1 + 1')).toMatchObject({ status: 0, stdout: '{"value":2,"type":"integer"}\n' });
    expect(run('expr', 'eval', '1 +').status).toBe(1);
  });

  it('stops Cairn when the shell that started it is gone, as npm leaves it behind', async () => {
    const { PATH = '', HOME = '' } = process.env;
    // The second command keeps the shell from handing its place over to the first.
    const shell = spawn('sh', ['-c', `'${process.execPath}' ${launcher} start; true`], {
      cwd: root,
      env: { PATH, HOME, ...here.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    const ended = once(shell, 'close');
    await new Promise<void>((resolve) => {
      shell.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('Ctrl-C stops it')) resolve();
      });
    });
    shell.kill('SIGKILL');
    // The pipe closes when the last process that holds it has ended.
    await ended;
    expect(stdout).toContain('Stopping');
    expect(readdirSync(here.dataDir)).not.toContain('cairn.lock');
  });
});
