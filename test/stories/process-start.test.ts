import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './process/cairn-process.ts';
import { Installation } from './process/installation.ts';

// Each start makes a database, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

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

const lateFlight = {
  eventType: 'flight.landed',
  passengerId: 'PAX-000007',
  flightId: 'FL-000007',
  delayMinutes: 95,
  distanceMiles: 300,
  destinationCity: 'Seattle',
  weatherDate: '2012-01-01',
};

/** What an installation keeps when nothing runs. */
const atRest = ['auth-secret', 'local-api-key', 'pglite', 'secret-key'];

async function takenPort(): Promise<{ readonly port: number; free(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, free: () => void server.close() };
}

/** Takes requests and never answers. */
async function silentEndpoint(): Promise<{ host: string; received(count: number): Promise<void>; close(): void }> {
  let count = 0;
  let tell = (): void => {};
  const server = createServer(() => {
    count += 1;
    tell();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    received: async (wanted) => {
      while (count < wanted) await new Promise<void>((resolve) => (tell = resolve));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
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

  it('ends at once at a second Ctrl-C, and makes the call again that was cut off', async () => {
    const endpoint = await silentEndpoint();
    const env = { CAIRN_ALLOWED_HOSTS: endpoint.host };
    const journey = readFileSync(join(root, 'examples/flight-delays/journey.yaml'), 'utf8');
    writeFileSync(join(here.folder, 'journey.yaml'), journey.replaceAll('localhost:4401', endpoint.host));
    const first = await here.start(env);
    await here.run(['journeys', 'import', join(here.folder, 'journey.yaml')]);
    await here.run(['journeys', 'publish', 'Flight delays']);
    await here.run(['send', JSON.stringify(lateFlight), '--schema', 'FlightLanding']);
    await endpoint.received(1);
    first.kill('SIGINT');
    await first.untilOutput(/Stopping/);
    first.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 130, stderr: '' });

    await here.start(env);
    await endpoint.received(2);
    expect((await here.run(['instances'])).stdout).toMatch(/^PAX-000007 +running/m);
    endpoint.close();
  });

  it('answers a request under way before it stops, and does not wait for a kept connection', {
    timeout: 60_000,
  }, async () => {
    const cairn = await here.start({ CAIRN_STOP_GRACE_SECONDS: '300' });
    const sending = request(`${here.address}/api/v1/events`, {
      method: 'POST',
      agent: new Agent({ keepAlive: true }),
      headers: {
        authorization: `Bearer ${here.key}`,
        'content-type': 'application/x-ndjson',
        expect: '100-continue',
      },
    });
    sending.flushHeaders();
    await once(sending, 'continue');
    cairn.kill('SIGTERM');
    await cairn.untilOutput(/Stopping/);
    sending.end('{"data":{}}\n');
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(202);
    expect((await cairn.ended).code).toBe(0);
  });

  it('does not wait longer than the grace period for a request that never ends', { timeout: 60_000 }, async () => {
    const cairn = await here.start({ CAIRN_STOP_GRACE_SECONDS: '1' });
    const socket = connect(Number(new URL(here.address).port), '127.0.0.1');
    socket.on('error', () => {});
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise<void>((resolve) => socket.write('POST /api/v1/events HTTP/1.1\r\nHost: ', () => resolve()));
    cairn.kill('SIGTERM');
    expect((await cairn.ended).code).toBe(0);
    await closed;
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
    expect(ended.stderr).toContain('\n  CAIRN_LOG_LEVEL: must be trace, debug, info, warn, error, fatal or silent\n');
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
