import { type Issue, issue } from '../issue/issue.ts';
import { isPlainObject } from '../json/plain-object.ts';
import type { Authentication } from './authentication.ts';

/** What the API shows in the place of a secret; sent back, it means "keep the stored one". */
export const secretMask = '********';

/** What stands for a secret in an exported file; an import is refused until it is replaced. */
export const secretPlaceholder = 'INSERT_SECRET_HERE';

/** Names of the members that lead to a secret. The query of a token endpoint is `['endpoint', '?']`. */
export type SecretPath = readonly string[];

const queryStep = '?';

/** Where the secrets of an authentication stand. Every leaf of a token request's body counts, whatever its type. */
export const secretPaths = (authentication: Authentication): readonly SecretPath[] => {
  switch (authentication.type) {
    case 'none':
      return [];
    case 'basic':
      return [['password']];
    case 'apiKey':
      return [['value']];
    case 'customAuthorization':
      return [
        ...(authentication.endpoint.includes(queryStep) ? [['endpoint', queryStep]] : []),
        ...leafPaths(authentication.headers ?? {}, ['headers']),
        ...leafPaths(authentication.body?.bodyParams ?? {}, ['body', 'bodyParams']),
      ];
  }
};

/**
 * Copies an authentication with every secret replaced by what `replace` answers: the store seals and opens with it, exports
 * put their placeholder. Only secrets change; the result has the same shape.
 */
export const mapSecrets = (
  authentication: Authentication,
  replace: (secret: unknown, path: SecretPath) => unknown,
): Authentication =>
  secretPaths(authentication).reduce<Authentication>(
    (copy, path) => writeAt(copy, path, replace(readAt(copy, path), path)) as Authentication,
    authentication,
  );

/** The authentication as the API shows it. */
export const maskSecrets = (authentication: Authentication): Authentication =>
  mapSecrets(authentication, () => secretMask);

/**
 * The authentication to store after an update: a masked secret keeps the value stored at the same place. A mask
 * where nothing is stored, or where the type changed, is an issue (MODEL_SECRET_MISSING), and nothing may be stored.
 */
export const mergeSecrets = (
  stored: Authentication | undefined,
  update: Authentication,
  path = 'authentication',
): { readonly authentication: Authentication; readonly issues: readonly Issue[] } => {
  const issues: Issue[] = [];
  const source = stored?.type === update.type ? stored : undefined;
  const authentication = mapSecrets(update, (secret, at) => {
    if (secret !== secretMask) return secret;
    const kept = readAt(source, at);
    if (kept === undefined) issues.push(issue('MODEL_SECRET_MISSING', [path, ...at].join('.'), {}));
    return kept ?? secret;
  });
  return { authentication, issues };
};

const leafPaths = (value: unknown, path: SecretPath): readonly SecretPath[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => leafPaths(item, [...path, String(index)]));
  if (!isPlainObject(value)) return [path];
  return Object.entries(value).flatMap(([name, item]) => leafPaths(item, [...path, name]));
};

const readAt = (value: unknown, [step, ...rest]: SecretPath): unknown => {
  if (step === undefined) return value;
  if (typeof value === 'string') {
    const start = value.indexOf(queryStep);
    return step === queryStep && start >= 0 ? value.slice(start + 1) : undefined;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return readAt((value as Readonly<Record<string, unknown>>)[step], rest);
};

const writeAt = (value: unknown, [step, ...rest]: SecretPath, secret: unknown): unknown => {
  if (step === undefined) return secret;
  if (typeof value === 'string') return `${value.slice(0, value.indexOf(queryStep) + 1)}${String(secret)}`;
  if (Array.isArray(value)) return value.with(Number(step), writeAt(value[Number(step)], rest, secret));
  // fromEntries, because assigning a member called __proto__ would change the prototype.
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [name, name === step ? writeAt(item, rest, secret) : item]),
  );
};
