import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CairnProcess } from './process/cairn-process.ts';
import { Installation } from './process/installation.ts';

const sample = 'examples/flight-delays/journey.yaml';
// Each start makes a database, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let here: Installation;
beforeAll(async () => {
  here = new Installation();
  await here.start();
  await here.run(['journeys', 'import', sample]);
  await here.run(['journeys', 'publish', 'Flight delays']);
});
afterAll(() => here.remove());

const flight = (passengerId: string, delayMinutes: number): string =>
  JSON.stringify({ eventType: 'flight.landed', passengerId, flightId: `FL-${passengerId}`, delayMinutes });

describe('cairn journeys', () => {
  it('exports a journey that is imported again, once its secrets are filled in, and published', async () => {
    const exported = await here.run(['journeys', 'export', 'Flight delays']);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toContain('client_secret: INSERT_SECRET_HERE');
    expect(exported.stdout).not.toContain('only-for-the-sample');

    const unfilled = await here.run(['journeys', 'import', '-'], {}, exported.stdout);
    expect(unfilled).toMatchObject({ code: 1, stdout: '' });
    expect(unfilled.stderr).toMatch(/^400 A secret is missing: .*bodyParams/);

    const filled = exported.stdout.replaceAll('INSERT_SECRET_HERE', 'secret');
    const imported = await here.run(['journeys', 'import', '-'], {}, filled);
    expect(imported.stdout).toMatch(/^Flight delays_2 is a draft now: [0-9a-f-]{36}\n$/);
    const id = imported.stdout.trim().split(' ').at(-1) ?? '';

    expect(await here.run(['journeys', 'validate', id])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 errors, \d+ warnings\n$/m),
    });
    expect((await here.run(['journeys', 'publish', 'Flight delays_2'])).stdout).toBe(
      'Flight delays_2, version 1, is live.\n',
    );
    const { stdout } = await here.run(['journeys', 'list']);
    expect(stdout).toMatch(/^journey +version +status +published +id\n(-+ *){5}\n/);
    expect(stdout).toMatch(/^Flight delays_2 +1 +live +20\d\d-\d\d-\d\d \d\d:\d\d:\d\d +[0-9a-f-]{36}$/m);
  });

  it('publishes nothing that has errors, and names each with its code', async () => {
    const definition = {
      name: 'Unfinished',
      activities: [{ id: 'start', kind: 'wait', wait: { type: 'duration', duration: 'PT2S' } }],
      transitions: [],
    };
    const bundle = JSON.stringify({ format: 'cairn-journey', formatVersion: 1, journey: definition });
    await here.run(['journeys', 'import', '-'], {}, bundle);
    const validated = await here.run(['journeys', 'validate', 'Unfinished']);
    expect(validated.code).toBe(1);
    expect(validated.stdout).toMatch(/^error {4}\S+ {2}\S.+$/m);
    expect(validated.stdout).toMatch(/^[1-9]\d* errors, \d+ warnings\n$/m);
    const published = await here.run(['journeys', 'publish', 'Unfinished']);
    expect(published).toMatchObject({ code: 1, stdout: '' });
    expect(published.stderr).toMatch(/^422 /);
  });

  it('names a journey it does not know', async () => {
    for (const command of ['validate', 'publish', 'export']) {
      const ended = await here.run(['journeys', command, 'Nobody']);
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toBe('There is no journey named "Nobody". See: npx cairn journeys list\n');
    }
  });

  it('refuses a file that is not there, not YAML, or not a journey, and says where', async () => {
    const missing = await here.run(['journeys', 'import', 'missing.yaml']);
    expect(missing.stderr).toMatch(/^missing\.yaml cannot be read as YAML or JSON: ENOENT/);
    const broken = await here.run(['journeys', 'import', '-'], {}, 'journey: [');
    expect(broken.stderr).toMatch(/^- cannot be read as YAML or JSON: .* line /);
    const other = await here.run(['journeys', 'import', '-'], {}, 'journey: 1');
    expect(other.stderr).toMatch(/^400 The request breaks a rule: .*\n {2}format: .*\n/);
    for (const { code } of [missing, broken, other]) expect(code).toBe(1);
  });
});

describe('cairn send, instances and tail', () => {
  it('sends one event and shows the person', async () => {
    const sent = await here.run(['send', flight('ONE', 5), '--schema', 'FlightLanding']);
    expect(JSON.parse(sent.stdout)).toMatchObject({ status: 'accepted' });
    await expect
      .poll(async () => (await here.run(['instances', '--key', 'ONE'])).stdout, { timeout: 60_000 })
      .toMatch(/^ONE +completed/m);
    const journey = ['instances', '--journey', 'Flight delays', '--status', 'completed', '--limit', '1'];
    expect((await here.run(journey)).stdout.trim().split('\n')).toHaveLength(3);
  });

  it('sends a JSON array, NDJSON and standard input, and an event with the same id once', async () => {
    const array = join(here.folder, 'flights.json');
    writeFileSync(array, `[${flight('A', 1)},\n${flight('B', 2)}]`);
    const lines = join(here.folder, 'flights.ndjson');
    writeFileSync(lines, `${flight('A', 1)}\n\n${flight('C', 3)}\n`);
    const options = ['--schema', 'FlightLanding', '--id-field', 'flightId'];
    expect((await here.run(['send', array, ...options])).stdout).toBe(
      '2 accepted, 0 duplicates, 0 ignored, 0 refused\n',
    );
    expect((await here.run(['send', lines, ...options])).stdout).toBe(
      '1 accepted, 1 duplicates, 0 ignored, 0 refused\n',
    );
    expect((await here.run(['send', '-', ...options], {}, flight('C', 3))).stdout).toBe(
      '0 accepted, 1 duplicates, 0 ignored, 0 refused\n',
    );
  });

  it('tells which events were ignored or refused, and why', async () => {
    const ignored = await here.run(['send', '-', '--schema', 'Nothing'], {}, flight('D', 1));
    expect(ignored.stdout).toMatch(/^0 accepted, 0 duplicates, 1 ignored, 0 refused\n {2}ignored: /);
    const envelopes = `{"schema":"FlightLanding","data":${flight('E', 1)}}\n{"schema":7,"data":{}}\n`;
    const refused = await here.run(['send', '-'], {}, envelopes);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/^1 accepted, 0 duplicates, 0 ignored, 1 refused\n {2}event 2: schema: .+\n$/);
  });

  it('names the event that is not JSON before anything of its batch is sent', async () => {
    const broken = await here.run(['send', '-', '--schema', 'FlightLanding'], {}, `${flight('F', 1)}\n{"a"\n`);
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/^Event 2 is not JSON: /);
    expect((await here.run(['send', '[1]'])).stderr).toMatch(/^\[1\] cannot be read: ENOENT/);
    expect((await here.run(['send', here.folder])).stderr).toBe(`${here.folder} is not a file.\n`);
    expect((await here.run(['instances', '--key', 'F'])).stdout).not.toMatch(/^F /m);
  });

  it('shows the steps of one person as they happen, until Ctrl-C', async () => {
    const tail = new CairnProcess(['tail', '--key', 'T2', '--json'], { env: here.env });
    // The stream shows what comes after it was opened: send until it is.
    const seen = tail.untilOutput(/"nodeType":"end"|"instanceEnded":true/);
    let isSeen = false;
    void seen.then(() => {
      isSeen = true;
    });
    await expect
      .poll(
        async () => {
          await here.run(['send', '-', '--schema', 'FlightLanding'], {}, `${flight('T1', 1)}\n${flight('T2', 1)}\n`);
          return isSeen;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    tail.kill('SIGINT');
    const { code, stdout, stderr } = await tail.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const keys = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { key: string }).key);
    expect(new Set(keys)).toEqual(new Set(['T2']));
  });

  it('answers a wrong option with the rule it breaks', async () => {
    expect((await here.run(['instances', '--limit', '0'])).stderr).toMatch(/^400 .*\n {2}limit: /);
    expect((await here.run(['instances', '--status', 'asleep'])).stderr).toMatch(/^400 .*\n {2}status: .*"running"/);
  });
});

describe('a command that talks to Cairn', () => {
  it('says that no Cairn answers', async () => {
    const ended = await here.run(['journeys', 'list'], { CAIRN_URL: 'http://localhost:9' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe('No Cairn answers at http://localhost:9. Start one with npm start, or set CAIRN_URL.\n');
  });

  it('says that it has no key, or a wrong one', async () => {
    const dataDir = join(here.folder, 'elsewhere');
    const without = await here.run(['journeys', 'list'], { CAIRN_DATA_DIR: dataDir });
    expect(without.stderr).toBe(
      `There is no API key: set CAIRN_API_KEY, or start Cairn once so that it leaves one in ${dataDir}.\n`,
    );
    const wrong = await here.run(['journeys', 'list'], { CAIRN_API_KEY: 'wrong' });
    expect(wrong.stderr).toMatch(/^401 [\s\S]*\nSet CAIRN_API_KEY, or run this in the folder whose data directory/);
    for (const { code } of [without, wrong]) expect(code).toBe(1);
  });
});
