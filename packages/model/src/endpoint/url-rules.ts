import { type Issue, issue } from '../issue/issue.ts';

/** Which hosts an installation refuses and which it lets through; both are lists of host names, compared without case. */
export interface HostPolicy {
  /** Hosts internal to the operator. A name that starts with a dot stands for every host below it. Default: none. */
  readonly internalHosts?: readonly string[];
  /**
   * Hosts that are allowed nevertheless, addresses included: `localhost` on any port, `localhost:8080` on that one,
   * `[::1]:8080`. Default: none.
   */
  readonly allowedHosts?: readonly string[];
}

interface UrlOptions extends HostPolicy {
  /** Whether the URL may carry a query (data sources and token endpoints; actions have parameter rows). Default: false. */
  readonly hasQuery?: boolean;
}

/**
 * Rules of a configured URL: static, http or https, ports 80 and 443, a host by name that is not internal, no user, no fragment.
 * The name is looked at here, the addresses behind it when a connection is made. Codes: MODEL_URL_*.
 */
export const validateUrl = (text: string, path: string, options: UrlOptions = {}): readonly Issue[] => {
  if (/[\s{}]/.test(text)) return [issue('MODEL_URL_VARIABLE', path, {})];
  const url = readUrl(text);
  if (url === null) return [issue('MODEL_URL_INVALID', path, { name: text })];
  return [...checkParts(url, path, options.hasQuery ?? false), ...checkHost(url, path, options)];
};

/** J5: saving an http URL works, with an advice. Not an error; null when there is nothing to say. */
export const adviseUrl = (text: string, path: string): Issue | null =>
  readUrl(text)?.protocol === 'http:' ? issue('MODEL_URL_HTTPS_ADVISED', path, {}) : null;

/** True for IPv4 and IPv6 literals in every spelling that URL parsers accept (decimal, octal, hexadecimal, mapped). */
export const isAddressLiteral = (host: string): boolean => /^\[.*\]$|^\d{1,3}(\.\d{1,3}){3}$/.test(host);

const readUrl = (text: string): URL | null => {
  // The parser would repair `http:host` and back slashes; what is stored must be what people read.
  if (!/^https?:\/\/[^/\\]/i.test(text) || text.includes('\\')) return null;
  const url = URL.parse(text);
  return url === null || url.hostname === '' ? null : url;
};

const checkParts = (url: URL, path: string, hasQuery: boolean): readonly Issue[] => {
  const found: Issue[] = [];
  if (url.username !== '' || url.password !== '') found.push(issue('MODEL_URL_PART', path, { name: 'user' }));
  if (url.hash !== '' || url.href.endsWith('#')) found.push(issue('MODEL_URL_PART', path, { name: 'fragment' }));
  if (!hasQuery && url.href.includes('?')) found.push(issue('MODEL_URL_PART', path, { name: 'query' }));
  return found;
};

const checkHost = (url: URL, path: string, policy: HostPolicy): readonly Issue[] => {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const bare = host.replace(/^\[|\]$/g, '');
  if (isAllowed(bare, url, policy.allowedHosts ?? [])) return [];
  const found: Issue[] = [];
  if (isAddressLiteral(host)) found.push(issue('MODEL_URL_ADDRESS', path, { name: bare }));
  if (isInternal(host, policy.internalHosts ?? [])) found.push(issue('MODEL_URL_INTERNAL', path, { name: host }));
  const standardPort = url.protocol === 'https:' ? '443' : '80';
  // The parser leaves out a port that is the scheme's own.
  if (url.port !== '' && url.port !== standardPort) found.push(issue('MODEL_URL_PORT', path, { name: url.port }));
  return found;
};

const isAllowed = (bare: string, url: URL, allowedHosts: readonly string[]): boolean => {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const names = [bare, `${bare}:${port}`, `[${bare}]`, `[${bare}]:${port}`];
  return allowedHosts.some((allowed) => names.includes(allowed.toLowerCase()));
};

const isInternal = (host: string, internalHosts: readonly string[]): boolean =>
  ['localhost', '.localhost', ...internalHosts].some((entry) => {
    const name = entry.toLowerCase();
    return name.startsWith('.') ? host.endsWith(name) : host === name;
  });
