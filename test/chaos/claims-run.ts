import { type Endpoint, respond, startEndpoint } from '@cairn/testkit';
import { CairnProcess } from '../harness/cairn-process.ts';
import { fuseEnvironment } from '../harness/kill-points.ts';
import { createSharedStore, type SharedStore } from '../harness/shared-store.ts';
import { claimsJourney } from './claims-journey.ts';
import type { Death } from './deaths.ts';

/** Shortest life of a lease that the settings allow: how long a server's partitions wait for the heir of a dead worker. */
export const leaseSeconds = 3;

/** A store with the journey published, the endpoint it calls, and the processes that work on it. */
export class ClaimsRun {
  readonly store: SharedStore;
  readonly endpoint: Endpoint;
  readonly #processes: CairnProcess[] = [];
  #onCall: () => void = () => {};

  private constructor(store: SharedStore, endpoint: Endpoint) {
    this.store = store;
    this.endpoint = endpoint;
    const answer = respond(() => {
      this.#onCall();
      return { json: { status: 'accepted' } };
    });
    endpoint.script('/claims', answer);
    endpoint.script('/notices', answer);
  }

  static async open(kind: 'embedded' | 'postgres'): Promise<ClaimsRun> {
    const run = new ClaimsRun(await createSharedStore(kind), await startEndpoint());
    const first = run.start();
    await first.ready;
    await first.publish(claimsJourney(run.endpoint.url('')));
    await first.stop();
    return run;
  }

  start(environment: Readonly<Record<string, string>> = {}): CairnProcess {
    const process = new CairnProcess({
      ...this.store.environment,
      CAIRN_ALLOWED_HOSTS: this.endpoint.host,
      CAIRN_LEASE_SECONDS: String(leaseSeconds),
      ...environment,
    });
    this.#processes.push(process);
    return process;
  }

  /** Starts a process that the server knows by this name. */
  startAs(name: string): CairnProcess {
    return this.start({ DATABASE_URL: `${this.store.environment.DATABASE_URL}?application_name=${name}` });
  }

  /** Starts a process that will die in this way; resolves as soon as it runs. */
  startDoomed(death: Death): CairnProcess {
    const process = this.start(death.by === 'fuse' ? fuseEnvironment(death.fuse) : {});
    if (death.by === 'chanceAtStart') setTimeout(() => process.signal('SIGKILL'), death.afterMs);
    if (death.by === 'chance')
      process.ready.then(
        () => setTimeout(() => process.signal('SIGKILL'), death.afterMs),
        () => {},
      );
    if (death.by === 'endpoint') this.#killAtCall(process, death.passes);
    return process;
  }

  /** Whether the last call of every one of these people has come. */
  hasNoticed(people: Iterable<string>): boolean {
    const noticed = new Set(this.endpoint.requests('/notices').map(({ body }) => JSON.parse(body).personId));
    return [...people].every((personId) => noticed.has(personId));
  }

  /** Ends all processes as an operator does; dead ones stay dead. */
  async stopAll(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.kill()));
    await this.endpoint.close();
    await this.store.remove();
  }

  #killAtCall(process: CairnProcess, passes: number): void {
    let passed = 0;
    this.#onCall = () => {
      passed += 1;
      if (passed > passes) process.signal('SIGKILL');
    };
    void process.ended.then(() => {
      this.#onCall = () => {};
    });
  }
}
