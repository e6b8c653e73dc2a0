import { isIP } from 'node:net';
import { OutboundError } from '../outbound-error.ts';
import { AllowedHosts, withoutBrackets } from './allowed-hosts.ts';

/** What a URL and a connection attempt both know about where they go. */
export interface Destination {
  /** As in URL.protocol: `https:`. */
  readonly protocol: string;
  /** As in URL.hostname; IPv6 with or without brackets. */
  readonly hostname: string;
  /** As in URL.port: empty for the default of the scheme. */
  readonly port: string;
}

/**
 * Decides where calls may go. Two doors: `checkUrl` before a request or a redirect is followed (scheme, port, literal
 * addresses), and the connector, which checks what the name resolves to at the moment of each connection, so that a
 * name which changes its address between check and use gains nothing.
 */
export class AddressGuard {
  readonly #allowed: AllowedHosts;

  /** @param allowedHosts names excepted from every check, see AllowedHosts; default none. */
  constructor(allowedHosts: readonly string[] = []) {
    this.#allowed = new AllowedHosts(allowedHosts);
  }

  isAllowed(destination: Destination): boolean {
    return this.#allowed.has(destination.hostname, destination.port, destination.protocol);
  }

  /** Throws OUTBOUND_URL_INVALID or OUTBOUND_ADDRESS_REFUSED. */
  checkUrl(url: URL): void {
    const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
    if (!isHttp || url.username !== '' || url.password !== '') throw new OutboundError('OUTBOUND_URL_INVALID');
    this.checkDestination(url);
  }

  /** Throws OUTBOUND_ADDRESS_REFUSED for a literal address or a port other than the scheme's own (80, 443). */
  checkDestination(destination: Destination): void {
    if (this.isAllowed(destination)) return;
    if (isLiteral(destination.hostname)) throw refused(destination.hostname, 'it is a literal IP address');
    if (destination.port !== '') throw refused(destination.hostname, `port ${destination.port} is not open`);
  }
}

export function refused(host: string, reason: string): OutboundError {
  return new OutboundError('OUTBOUND_ADDRESS_REFUSED', { host, reason });
}

function isLiteral(hostname: string): boolean {
  return isIP(withoutBrackets(hostname)) !== 0;
}
