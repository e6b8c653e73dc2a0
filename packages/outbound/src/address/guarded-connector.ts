import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressGuard, refused } from './address-guard.ts';
import { refuseAddress } from './address-range.ts';

/** The part of `dns.lookup` the connector uses; injected so that tests decide what a name resolves to. */
export type ResolveHost = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveWithSystem: ResolveHost = (hostname, callback) => lookup(hostname, { all: true }, callback);

/** A connection that did not come about in this time is given up, whatever the deadline of the call. */
const connectTimeoutMs = 30_000;

/**
 * undici's connector behind the guard. The socket connects to the very addresses that were checked: the check is the
 * lookup of the connection itself. One refused address among several refuses the name.
 */
export function guardedConnector(
  guard: AddressGuard,
  resolve: ResolveHost = resolveWithSystem,
): buildConnector.connector {
  const open = buildConnector({ timeout: connectTimeoutMs });
  const guarded = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(resolve) });
  return (options, callback) => {
    if (guard.isAllowed(options)) return open(options, callback);
    try {
      guard.checkDestination(options);
    } catch (error) {
      // Later, as a socket would: undici does not expect an answer while it is still dispatching.
      return queueMicrotask(() => callback(error as Error, null));
    }
    return guarded(options, callback);
  };
}

function guardedLookup(resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      if (!first) return callback(refused(hostname, 'it resolves to nothing'), []);
      for (const { address } of addresses) {
        const reason = refuseAddress(address);
        if (reason !== null) return callback(refused(hostname, reason), []);
      }
      if (options.all) return callback(null, [...addresses]);
      return callback(null, first.address, first.family);
    });
  };
}
