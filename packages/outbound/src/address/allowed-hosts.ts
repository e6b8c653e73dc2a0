/**
 * Host names the operator allows nevertheless: `localhost` on any port, `127.0.0.1:8080` on that port only.
 * Compared exactly with the host of the URL as the WHATWG parser writes it.
 */
export class AllowedHosts {
  readonly #entries: ReadonlySet<string>;

  constructor(entries: readonly string[]) {
    this.#entries = new Set(entries.map((entry) => withoutBrackets(entry.trim().toLowerCase())));
  }

  /** `hostname` without port, IPv6 with or without brackets; `port` empty for the default of the scheme. */
  has(hostname: string, port: string, protocol: string): boolean {
    if (this.#entries.size === 0) return false;
    const explicitPort = port || (protocol === 'https:' ? '443' : '80');
    return this.#entries.has(withoutBrackets(hostname)) || this.#entries.has(`${hostname}:${explicitPort}`);
  }
}

/** URLs write `[::1]`, sockets `::1`. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}
