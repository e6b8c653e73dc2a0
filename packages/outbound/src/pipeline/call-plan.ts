import type { ActionValues } from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import type { Authentication, CustomAction, ExternalDataSource } from '@cairn/model';
import type { AddressGuard } from '../address/address-guard.ts';
import { type Credentials, prepareCredentials } from '../authentication/credentials.ts';
import type { RateService } from '../rate/rate-rule.ts';
import { type PreparedAction, prepareAction } from '../request/action-request.ts';
import { type PreparedSource, prepareSource } from '../request/fetch-request.ts';
import type { WireRequest } from '../transport/wire-request.ts';

/** Whose call it is, which decides its slots and its token. */
export interface CallOwner {
  readonly service: RateService;
  readonly sandbox: string;
  /** Id of the action or data source. */
  readonly targetId: string;
}

/** A call with its request built: what the tries repeat. */
export interface CallPlan {
  readonly owner: CallOwner;
  readonly request: WireRequest;
  readonly credentials: Credentials;
}

/** What one call adds to its target. */
export type CallInput =
  | { readonly kind: 'action'; readonly action: CustomAction; readonly values: ActionValues }
  | {
      readonly kind: 'fetch';
      readonly source: ExternalDataSource;
      readonly group: string;
      readonly params: Readonly<Record<string, JsonValue>>;
    };

interface Prepared<T> {
  readonly target: T;
  readonly credentials: Credentials;
}

/** Builds requests; what is static of a target is built once per definition object and forgotten with it. */
export class CallPlanner {
  readonly #guard: AddressGuard;
  readonly #actions = new WeakMap<CustomAction, Prepared<PreparedAction>>();
  readonly #sources = new WeakMap<ExternalDataSource, Prepared<PreparedSource>>();

  constructor(guard: AddressGuard) {
    this.#guard = guard;
  }

  /**
   * Throws OUTBOUND_URL_INVALID, OUTBOUND_ADDRESS_REFUSED, OUTBOUND_AUTHENTICATION_INVALID, OUTBOUND_HEADER_INVALID,
   * OUTBOUND_PATH_INVALID or OUTBOUND_GROUP_MISSING.
   */
  plan(owner: CallOwner, callId: string, input: CallInput): CallPlan {
    const { request, credentials } = input.kind === 'action' ? this.#action(input) : this.#fetch(input);
    return { owner, request: withIdempotencyKey(request, callId), credentials };
  }

  /** The credentials of a target, checked like the target itself. */
  credentials(authentication: Authentication): Credentials {
    const credentials = prepareCredentials(authentication);
    if (credentials.kind === 'token') this.#guard.checkUrl(credentials.call.url);
    return credentials;
  }

  #action(input: Extract<CallInput, { kind: 'action' }>) {
    const prepared = this.#actions.get(input.action) ?? this.#prepare(this.#actions, input.action, prepareAction);
    return { request: prepared.target.request(input.values), credentials: prepared.credentials };
  }

  #fetch(input: Extract<CallInput, { kind: 'fetch' }>) {
    const prepared = this.#sources.get(input.source) ?? this.#prepare(this.#sources, input.source, prepareSource);
    return { request: prepared.target.request(input.group, input.params), credentials: prepared.credentials };
  }

  #prepare<D extends { readonly authentication: Authentication }, T extends { readonly url: URL }>(
    cache: { set(definition: D, prepared: Prepared<T>): unknown },
    definition: D,
    prepareTarget: (definition: D) => T,
  ): Prepared<T> {
    const target = prepareTarget(definition);
    this.#guard.checkUrl(target.url);
    const prepared = { target, credentials: this.credentials(definition.authentication) };
    cache.set(definition, prepared);
    return prepared;
  }
}

/** The call's id is the key of every try; no row of an author may set this header. */
function withIdempotencyKey(request: WireRequest, callId: string): WireRequest {
  return { ...request, headers: [...request.headers, 'idempotency-key', callId] };
}
