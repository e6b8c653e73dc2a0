import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './process/cairn-process.ts';
import { Installation } from './process/installation.ts';

let here: Installation;
beforeEach(() => {
  here = new Installation();
});
afterEach(() => here.remove());

interface FollowedPerson {
  readonly key: string;
  readonly status: string;
  readonly steps: readonly { readonly node: string; readonly branch: string }[];
}

/** What an installation keeps when nothing runs. */
const atRest = ['auth-secret', 'local-api-key', 'pglite', 'secret-key'];

async function takenPort(): Promise<{ readonly port: number; free(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, free: () => void server.close() };
}

async function freePort(): Promise<number> {
  const { port, free } = await takenPort();
  free();
  return port;
}

async function importSample(): Promise<void> {
  const { stdout } = await here.run(['journeys', 'import', 'examples/flight-delays/journey.yaml']);
  expect(stdout).toMatch(/^Flight delays is a draft now: /);
}

describe('cairn start', () => {
  it('stops at Ctrl-C, leaves only its data, and finds it again', async () => {
    const first = await here.start();
    await importSample();
    first.kill('SIGINT');
    const ended = await first.ended;
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/Stopping: calls under way may end, nothing is lost\. Once more to end at once\.\n$/);
    expect(readdirSync(here.dataDir).sort()).toEqual(atRest);
    expect(readdirSync(here.folder)).toEqual(['data']);

    await here.start();
    expect((await here.run(['journeys', 'list'])).stdout).toMatch(/^Flight delays +1 +draft/m);
  });

  it('ends at once at a second Ctrl-C', async () => {
    const cairn = await here.start();
    cairn.kill('SIGINT');
    await cairn.untilOutput(/Stopping/);
    cairn.kill('SIGINT');
    // 0 where the stop was through before the signal came.
    expect([0, 130]).toContain((await cairn.ended).code);
  });

  it('finds everything again after kill -9', async () => {
    const first = await here.start();
    await importSample();
    first.kill('SIGKILL');
    await first.ended;
    expect(readdirSync(here.dataDir)).toContain('cairn.lock');

    const second = await here.start();
    expect((await here.run(['journeys', 'list'])).stdout).toMatch(/^Flight delays +1 +draft/m);
    second.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    expect(readdirSync(here.dataDir).sort()).toEqual(atRest);
  });

  it('is refused a data directory that another process uses, and the other goes on', async () => {
    const first = await here.start();
    const second = await here.run(['start']);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toBe(
      `The data directory ${here.dataDir} is in use by process ${first.pid}. Stop that process, or start this one with another directory. The variable CAIRN_DATA_DIR names the directory.\n`,
    );
    expect((await here.run(['migrate'])).stderr).toContain(`is in use by process ${first.pid}`);
    expect((await here.run(['journeys', 'list'])).code).toBe(0);
  });

  it('names a port that is taken', async () => {
    const { port, free } = await takenPort();
    const ended = await here.run(['start'], { CAIRN_PORT: String(port) });
    free();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(
      `Port ${port} is already taken, perhaps by another Cairn. Stop that one, or set CAIRN_PORT.\n`,
    );
    expect(readdirSync(here.dataDir).sort()).toEqual(atRest);
  });

  it('names a data directory that cannot be made or written', async () => {
    writeFileSync(join(here.folder, 'file'), '');
    for (const dataDir of [join(here.folder, 'file'), join(here.folder, 'file', 'data')]) {
      const ended = await here.run(['start'], { CAIRN_DATA_DIR: dataDir });
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(
        new RegExp(
          `^Cannot write to the data directory ${dataDir}: .+ Give this user write access, or name another directory\\. The variable CAIRN_DATA_DIR names the directory\\.\n$`,
        ),
      );
    }
  });

  it('names a data directory whose database is damaged', async () => {
    mkdirSync(join(here.dataDir, 'pglite'), { recursive: true });
    writeFileSync(join(here.dataDir, 'pglite', 'PG_VERSION'), 'not a version\n');
    const ended = await here.run(['start']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      new RegExp(`^The embedded database in ${here.dataDir} failed: .+ restore a copy of the directory\\.`),
    );
  });

  it('names every setting that is wrong, with its rule, and touches nothing', async () => {
    const ended = await here.run(['start'], { CAIRN_PORT: 'http', CAIRN_LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^The settings are not usable:\n {2}CAIRN_PORT: .+\n/);
    expect(ended.stderr).toContain('\n  DATABASE_URL: must start with postgres:// or postgresql://\n');
    expect(ended.stderr).toMatch(/\n {2}CAIRN_LOG_LEVEL: .*"warn"/);
    expect(existsSync(here.dataDir)).toBe(false);
  });

  it('says that a database server does not answer', async () => {
    const port = await freePort();
    const ended = await here.run(['start'], {
      DATABASE_URL: `postgres://cairn:secret-password@127.0.0.1:${port}/cairn`,
    });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      /^Cannot use the database server of DATABASE_URL: .*ECONNREFUSED.* Check that it runs/,
    );
    expect(ended.stderr).not.toContain('secret-password');
  });

  it('prints a curl line that sends an event through the sample and shows what happened', async () => {
    const samplePort = String(await freePort());
    const cairn = await here.start({ CAIRN_SAMPLE: 'on', CAIRN_SAMPLE_PORT: samplePort });
    const [, line = ''] = await cairn.untilOutput(/^ *(curl .+)$/m);
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: root });
    const { people } = JSON.parse(stdout) as { people: readonly FollowedPerson[] };
    expect(people).toHaveLength(1);
    expect(people[0]).toMatchObject({ key: 'PAX-000001', status: 'completed' });
    expect(people[0]?.steps.map(({ node, branch }) => [node, branch])).toEqual([
      ['FlightLanded', 'next'],
      ['Condition-how late?', 'long'],
      ['Condition-bad weather?', 'other'],
      ['Compensate', 'next'],
      ['Wait-let it settle', 'next'],
      ['SendMessage-say what was booked', 'next'],
    ]);
  });

  it('starts without the service of the sample when its port is taken, and says so', async () => {
    const { port, free } = await takenPort();
    const cairn = await here.start({ CAIRN_SAMPLE: 'on', CAIRN_SAMPLE_PORT: String(port) });
    cairn.kill('SIGINT');
    const { code, stdout, stderr } = await cairn.ended;
    free();
    expect(code).toBe(0);
    expect(stderr).toContain(`The sample does not work: its calls will fail. Free port ${port} and start again.`);
    expect(stdout).not.toContain('curl');
  });
});

describe('cairn worker', () => {
  it('needs a database server, and says why', async () => {
    const ended = await here.run(['worker']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(
      'A worker needs DATABASE_URL: the embedded database belongs to the one process that started it.\n',
    );
    expect(existsSync(here.dataDir)).toBe(false);
  });
});
