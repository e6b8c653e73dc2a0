import type { ActionCall, ActionValues, CallResult, FetchCall } from '@cairn/engine';
import {
  type CustomAction,
  customAction,
  type ExternalDataSource,
  externalDataSource,
  type FieldGroup,
} from '@cairn/model';
import { createOutbound, type OutboundCalls, type OutboundFact, type OutboundOptions } from '@cairn/outbound';
import type { z } from 'zod';
import { ManualClock } from '../clock/manual-clock.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';

const noValues: ActionValues = { path: null, headers: {}, queryParameters: {}, parameters: {} };
const never = new AbortController().signal;

/** An outbound on a manual clock with an endpoint it may call; jitter is off, so retries come after 200, 400, 800 ms. */
export class OutboundRig {
  readonly clock = new ManualClock();
  readonly endpoint: Endpoint;
  readonly outbound: OutboundCalls;
  readonly facts: OutboundFact[] = [];
  readonly #actions = new Map<string, CustomAction>();
  readonly #sources = new Map<string, ExternalDataSource>();
  #calls = 0;

  constructor(endpoint: Endpoint, options: Partial<OutboundOptions>) {
    this.endpoint = endpoint;
    this.outbound = createOutbound({
      clock: this.clock,
      random: () => 0.5,
      allowedHosts: [endpoint.host],
      observe: (fact) => this.facts.push(fact),
      targets: {
        loadAction: (sandbox, id) => this.#actions.get(`${sandbox} ${id}`) ?? null,
        loadDataSource: (sandbox, id) => this.#sources.get(`${sandbox} ${id}`) ?? null,
      },
      ...options,
    });
  }

  /** Saves an action of sandbox `main`; default a POST to `/hook` without body. */
  saveAction(id: string, action: Partial<z.input<typeof customAction>> = {}): CustomAction {
    const url = this.endpoint.url('/hook');
    const saved = customAction.parse({ name: 'Hook', url, method: 'POST', ...action });
    this.#actions.set(`main ${id}`, saved);
    return saved;
  }

  /** Saves an external source of sandbox `main`; default at `/data`. */
  saveSource(
    id: string,
    groups: readonly Partial<FieldGroup>[],
    source: Partial<z.input<typeof externalDataSource>> = {},
  ): ExternalDataSource {
    const fieldGroups = groups.map((group) => ({ name: 'group', ...group }));
    const url = this.endpoint.url('/data');
    const saved = externalDataSource.parse({ kind: 'external', name: 'Source', url, fieldGroups, ...source });
    this.#sources.set(`main ${id}`, saved);
    return saved;
  }

  /** Calls a saved action; default deadline 5 s. */
  call(
    targetId: string,
    values: Partial<ActionValues> = {},
    call: Partial<ActionCall & { id: string; timeoutMs: number }> = {},
  ) {
    return this.perform({ kind: 'action', targetId, values: { ...noValues, ...values }, ...call });
  }

  /** Fetches a group of a saved source; default deadline 5 s. */
  fetch(targetId: string, params: FetchCall['params'] = {}, group = 'group'): Promise<CallResult> {
    return this.perform({ kind: 'fetch', targetId, group, params });
  }

  perform(
    call: (ActionCall | FetchCall) & { readonly id?: string; readonly timeoutMs?: number },
    signal: AbortSignal = never,
  ): Promise<CallResult> {
    this.#calls += 1;
    const address = { sandbox: 'main', partition: 0, instanceId: 'i', journeyId: 'j', versionId: 'v', activityId: 'a' };
    return this.outbound.perform({ id: `call-${this.#calls}`, timeoutMs: 5_000, ...address, ...call }, signal);
  }

  async close(): Promise<void> {
    await this.outbound.close();
    await this.endpoint.close();
  }
}

/** Opens a rig; close it after the test. */
export async function openOutboundRig(options: Partial<OutboundOptions> = {}): Promise<OutboundRig> {
  return new OutboundRig(await startEndpoint(), options);
}
