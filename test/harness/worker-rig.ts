import type { Call, CallResult, Instance, JourneySource, Routing, RunStore, TurnCommit } from '@cairn/engine';
import { partitionOf, RoutingHolder, Worker } from '@cairn/engine/runner';
import { bumpRoutingEpoch, createEventLog, createRunStore, stopInstancesOfVersion } from '@cairn/postgres';
import { callResult, eventSource, ManualClock, type TestDatabase } from '@cairn/testkit';
import { until } from './until.ts';

/** A call that is out until the test answers it. */
export interface HeldCall {
  readonly call: Call;
  readonly signal: AbortSignal;
  answer(more?: Partial<CallResult>): void;
}

const leaseMs = 60_000;

/** One worker on a real store, with a clock and an outbound that do what the test says. */
export class WorkerRig {
  readonly clock = new ManualClock();
  readonly calls: HeldCall[] = [];
  readonly faults: unknown[] = [];
  readonly turns: TurnCommit[] = [];
  /** What the worker calls; a test may replace a method, `plain` stays as it is. */
  readonly store: RunStore;
  readonly plain: RunStore;
  readonly worker: Worker;
  readonly routing: RoutingHolder;
  readonly log: ReturnType<typeof createEventLog>;
  readonly #database: TestDatabase;
  #sources: Omit<Routing, 'epoch'> = { events: [], journeys: [] };

  /** @param maxBatch Stimuli of one kind in one turn. */
  constructor(database: TestDatabase, maxBatch = 100) {
    this.#database = database;
    this.plain = createRunStore({ pool: database.pool, loadSources: async () => this.#sources });
    this.store = { ...this.plain };
    this.log = createEventLog(database.pool);
    this.routing = new RoutingHolder(this.store);
    this.worker = new Worker({
      id: 'worker under test',
      store: this.store,
      log: this.log,
      outbound: { perform: (call, signal) => this.#hold(call, signal) },
      routing: this.routing,
      clock: this.clock,
      observer: {
        onTurn: (turn) => this.turns.push(turn),
        onFault: (fault) => this.faults.push(fault),
        onLeases: () => {},
      },
      leaseMs,
      maxBatch,
      maxInbox: 1_000,
      maxInFlight: 100,
      globalTimeoutMs: 30 * 24 * 3_600_000,
    });
  }

  /** Makes these journeys live in this process. */
  async open(...journeys: readonly JourneySource[]): Promise<void> {
    this.#sources = { events: journeys.flatMap(({ events }) => events), journeys };
    await this.routing.reload();
  }

  /** Stops a version as the authoring side does; the worker is not told. */
  async stopVersion(versionId: string): Promise<void> {
    const journeys = this.#sources.journeys.filter((journey) => journey.versionId !== versionId);
    this.#sources = { ...this.#sources, journeys };
    await inTransaction(this.#database.pool, (client) => stopInstancesOfVersion(client, versionId));
  }

  /** Replaces what is live, as a publication does; the worker is not told. */
  async publish(...journeys: readonly JourneySource[]): Promise<void> {
    this.#sources = { events: journeys.flatMap(({ events }) => events), journeys };
    await inTransaction(this.#database.pool, bumpRoutingEpoch);
  }

  /** Appends an event now and hands it on, as the intake of the same process does. */
  async send(eventName: string, key: string): Promise<void> {
    this.worker.handOn(await this.append(eventName, key));
  }

  /** Appends an event as another process does; received now unless told otherwise. */
  async append(eventName: string, key: string, receivedAt = this.clock.now()) {
    const entry = {
      sandbox: 'prod',
      partition: partitionOf('prod', null, key),
      eventId: eventSource(eventName).id,
      key,
      namespace: null,
      messageId: null,
      payload: JSON.stringify({ id: key }),
      receivedAt,
    };
    const [offset] = await this.log.append([entry], []);
    return [{ ...entry, offset: offset as number }];
  }

  /** Stops without grace. */
  async stop(): Promise<void> {
    const stopping = this.worker.stop(0);
    this.clock.advance(1);
    await stopping;
  }

  async untilCalls(count: number): Promise<void> {
    await until(`${count} calls are out: ${this.faults.join()}`, () => this.calls.length >= count);
  }

  /** Nodes a person passed, with the branch where a condition chose one. */
  async path(key: string): Promise<readonly string[]> {
    const { rows } = await this.#database.pool.query<{ nodeId: string }>(
      `select node_id as "nodeId" from step_events where key = $1 order by seq`,
      [key],
    );
    return rows.map(({ nodeId }) => nodeId);
  }

  async untilPath(key: string, ...path: readonly string[]): Promise<void> {
    let found: readonly string[] = [];
    await until(`${key} passes ${path}`, async () => {
      found = await this.path(key);
      return found.length >= path.length;
    }).catch((error) => {
      throw new Error(`${(error as Error).message}, but ${found}; faults: ${this.faults.join('; ')}`);
    });
  }

  /** The instances of a person, newest first. */
  async instances(key: string): Promise<readonly Pick<Instance, 'id' | 'status' | 'versionId'>[]> {
    const { rows } = await this.#database.pool.query(
      `select id, status, version_id as "versionId" from instances where key = $1 order by entered_at desc`,
      [key],
    );
    return rows;
  }

  async discards(): Promise<readonly { readonly code: string; readonly key: string }[]> {
    return (await this.#database.pool.query('select code, key from discards order by id')).rows;
  }

  #hold(call: Call, signal: AbortSignal): Promise<CallResult> {
    return new Promise((resolve) => {
      this.calls.push({ call, signal, answer: (more) => resolve(callResult(more)) });
    });
  }
}

type Pool = TestDatabase['pool'];

async function inTransaction(pool: Pool, work: (client: Pick<Pool, 'query'>) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}
