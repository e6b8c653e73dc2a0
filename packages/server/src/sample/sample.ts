import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Cairn, defaultSandbox } from '../composition/cairn.ts';
import type { Settings } from '../settings/settings.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'flight-delays');
const author = { sandbox: defaultSandbox, userId: 'sample' };
const journeyName = 'Flight delays';
const sampleAddress = 'http://localhost:4401';

/** A late flight that goes all the way: over an hour late, nothing known of the weather, compensation, wait, message. */
export const sampleEvent = {
  eventType: 'flight.landed',
  passengerId: 'PAX-000001',
  email: 'ada@example.com',
  flightId: 'FL-000001',
  delayMinutes: 95,
  distanceMiles: 2399,
  destinationCity: '',
  weatherDate: '2012-01-01',
} as const;

/** The sample of `npm start`: its journey, loaded once into an empty database, and the service its actions call. */
export class Sample {
  readonly #cairn: Cairn;
  readonly #settings: Settings;
  #service: ChildProcess | null = null;

  constructor(cairn: Cairn, settings: Settings) {
    this.#cairn = cairn;
    this.#settings = settings;
  }

  /** An event the sample journey takes, or null when that journey is not live here or its service does not run. */
  get event(): typeof sampleEvent | null {
    return this.#service === null ? null : sampleEvent;
  }

  async open(): Promise<void> {
    if (await this.#isEmpty()) await this.#load();
    if (!(await this.#isLive())) return;
    const port = await this.#loadedPort();
    if (port === this.#settings.samplePort) await this.#startService(port);
    else warn(`it was loaded for port ${port}; a new CAIRN_SAMPLE_PORT counts for an empty data directory only.`);
  }

  async close(): Promise<void> {
    const service = this.#service;
    if (!service || service.exitCode !== null) return;
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }

  async #isEmpty(): Promise<boolean> {
    const query = { sort: 'name', isDescending: false, limit: 1 } as const;
    const journeys = await this.#cairn.authoring.journeys.list(defaultSandbox, query);
    const actions = await this.#cairn.authoring.actions.list(defaultSandbox, query);
    return journeys.total + actions.total === 0;
  }

  async #load(): Promise<void> {
    const text = readFileSync(join(folder, 'journey.yaml'), 'utf8');
    const address = `http://localhost:${this.#settings.samplePort}`;
    const bundle: unknown = parse(text.replaceAll(sampleAddress, address));
    const draft = await this.#cairn.authoring.journeys.import(author, bundle);
    await this.#cairn.authoring.journeys.publish(author, draft.id);
  }

  async #isLive(): Promise<boolean> {
    const query = { search: journeyName, statuses: ['live'], sort: 'name', isDescending: false, limit: 1 } as const;
    return (await this.#cairn.authoring.journeys.list(defaultSandbox, query)).total > 0;
  }

  /** The port its actions call: the one of the settings when it was loaded. */
  async #loadedPort(): Promise<number> {
    const query = { search: 'Compensate', sort: 'name', isDescending: false, limit: 1 } as const;
    const { items } = await this.#cairn.authoring.actions.list(defaultSandbox, query);
    return Number(new URL(items[0]?.body.url ?? sampleAddress).port);
  }

  /** A process of its own, as a third party's would be. It ends with this one: the channel closes. */
  async #startService(port: number): Promise<void> {
    const service = spawn(process.execPath, [join(folder, 'service-main.ts'), String(port)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const isListening = await new Promise((resolve) => {
      service.once('message', () => resolve(true));
      service.once('exit', () => resolve(false));
    });
    if (isListening) this.#service = service;
    else warn(`its calls will fail. Free port ${port} and start again.`);
  }
}

function warn(text: string): void {
  process.stderr.write(`The sample does not work: ${text} CAIRN_SAMPLE=off leaves it out.\n`);
}
