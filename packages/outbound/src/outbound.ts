import type { Call, Clock, Outbound } from '@cairn/engine';
import { AddressGuard } from './address/address-guard.ts';
import type { ResolveHost } from './address/guarded-connector.ts';
import { TokenCache } from './authentication/token-cache.ts';
import { TokenSource } from './authentication/token-source.ts';
import { OutboundError } from './outbound-error.ts';
import { type CallInput, type CallOwner, type CallPlan, CallPlanner } from './pipeline/call-plan.ts';
import { type CallParts, CallRun } from './pipeline/call-run.ts';
import { Deadline } from './pipeline/deadline.ts';
import type { OutboundFact } from './pipeline/outbound-fact.ts';
import {
  type AuthenticationCheck,
  type AuthenticationReport,
  Probe,
  type TestReport,
  type TestRequest,
} from './probe/probe.ts';
import { MemoryRateSlots } from './rate/memory-rate-slots.ts';
import { type DefaultCaps, defaultCaps, RateLimiter } from './rate/rate-limiter.ts';
import type { RateRule } from './rate/rate-rule.ts';
import type { RateSlots } from './rate/rate-slots.ts';
import type { Targets } from './targets.ts';
import { Transport } from './transport/transport.ts';

export interface OutboundOptions {
  readonly targets: Targets;
  readonly clock: Clock;
  /** Default: slots in the memory of this process. */
  readonly slots?: RateSlots;
  /** The deployed rules; return another list when they change. Default none. */
  readonly rules?: () => readonly RateRule[];
  /** Replaces single default caps. */
  readonly caps?: Partial<DefaultCaps>;
  /** Hosts allowed in spite of the address guard: `localhost` on any port, `127.0.0.1:8080` on one. Default none. */
  readonly allowedHosts?: readonly string[];
  /** Largest response body, in bytes. Default 1,000,000. */
  readonly maxResponseBytes?: number;
  /** Connections kept per host where no rule says otherwise. Default 256. */
  readonly connectionsPerHost?: number;
  /** From 0 (inclusive) to 1, for jitter. Default Math.random. */
  readonly random?: () => number;
  /** How host names become addresses. Default the system's resolver. */
  readonly resolve?: ResolveHost;
  /** Told of every try, token request and call, synchronously; must not throw. */
  readonly observe?: (fact: OutboundFact) => void;
}

/** The one way out, with the probes of the editors. */
export interface OutboundCalls extends Outbound {
  /** Sends one request as a journey would and shows the whole exchange, redacted. */
  testRequest(request: TestRequest): Promise<TestReport>;
  /** Performs the token call of custom authentication and shows it, redacted. */
  checkAuthentication(check: AuthenticationCheck): Promise<AuthenticationReport>;
  /** Closes all connections; calls under way fail. */
  close(): Promise<void>;
}

/** Puts the way out together: address guard, slots, token, one deadline over the tries, classification. */
export function createOutbound(options: OutboundOptions): OutboundCalls {
  const { clock, targets } = options;
  const guard = new AddressGuard(options.allowedHosts);
  const transport = openTransport(options, guard);
  const limiter = openLimiter(options);
  const exchangeParts = { clock, limiter, transport, observe: options.observe };
  const tokens = new TokenSource(exchangeParts, new TokenCache(() => clock.now()));
  const parts: CallParts = { ...exchangeParts, tokens, random: options.random ?? Math.random };
  const planner = new CallPlanner(guard);
  const probe = new Probe(parts, planner);
  return {
    async perform(call, signal) {
      const deadline = new Deadline(clock, call.timeoutMs);
      const stopListening = deadline.endOn(signal);
      const run = new CallRun(parts, deadline);
      const result = await run.run(() => planCall(planner, targets, call));
      stopListening();
      deadline.dispose();
      const { outcome, attempts, elapsedMs } = result;
      const { service } = ownerOf(call);
      options.observe?.({ kind: 'call', service, outcome, attempts, elapsedMs, failure: run.failure });
      return result;
    },
    testRequest: (request) => probe.testRequest(request),
    checkAuthentication: (check) => probe.checkAuthentication(check),
    close: () => transport.close(),
  };
}

function openTransport(options: OutboundOptions, guard: AddressGuard): Transport {
  const { maxResponseBytes = 1_000_000, connectionsPerHost = 256, resolve } = options;
  return new Transport({ guard, maxResponseBytes, connectionsPerHost, resolve });
}

function openLimiter({ slots = new MemoryRateSlots(), rules, caps }: OutboundOptions): RateLimiter {
  const none: readonly RateRule[] = [];
  return new RateLimiter({ slots, rules: rules ?? (() => none), caps: { ...defaultCaps, ...caps } });
}

/** The plan of a call, at once when its target is in the memory of the host. */
function planCall(planner: CallPlanner, targets: Targets, call: Call): CallPlan | Promise<CallPlan> {
  const owner = ownerOf(call);
  const input = loadInput(targets, call);
  if (!(input instanceof Promise)) return planner.plan(owner, call.id, input);
  return input.then((loaded) => planner.plan(owner, call.id, loaded));
}

function loadInput(targets: Targets, call: Call): CallInput | Promise<CallInput> {
  if (call.kind === 'action') {
    const { kind, values } = call;
    return whenLoaded(targets.loadAction(call.sandbox, call.targetId), (action) => ({ kind, action, values }));
  }
  const { kind, group, params } = call;
  return whenLoaded(targets.loadDataSource(call.sandbox, call.targetId), (source) => ({ kind, source, group, params }));
}

/** Passes on a target that is there, now or later; throws OUTBOUND_TARGET_MISSING. */
function whenLoaded<T extends object>(
  loading: T | null | Promise<T | null>,
  use: (target: T) => CallInput,
): CallInput | Promise<CallInput> {
  return loading instanceof Promise ? loading.then((target) => use(present(target))) : use(present(loading));
}

function present<T>(target: T | null): T {
  if (target === null) throw new OutboundError('OUTBOUND_TARGET_MISSING');
  return target;
}

function ownerOf({ kind, sandbox, targetId }: Call): CallOwner {
  return { service: kind === 'action' ? 'action' : 'dataSource', sandbox, targetId };
}
