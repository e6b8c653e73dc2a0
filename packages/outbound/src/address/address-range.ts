import ipaddr from 'ipaddr.js';

/** Public addresses by range that are nevertheless the inside of a cloud: Azure's wire server. */
const metadataAddresses = new Set(['168.63.129.16']);

/**
 * Why a call may not go to this IP address, or null when it may: everything that is not global unicast is refused
 * (private, loopback, link-local and with it cloud metadata, unique-local, carrier-grade NAT, multicast, reserved,
 * and IPv6 forms that carry an IPv4 address inside).
 */
export function refuseAddress(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'it did not resolve to an IP address';
  const parsed = ipaddr.process(address);
  if (metadataAddresses.has(parsed.toString())) return 'it resolves to a metadata address';
  const range = parsed.range();
  return range === 'unicast' ? null : `it resolves to a ${range} address`;
}
