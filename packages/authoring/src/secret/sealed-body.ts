import { secretMask, secretPlaceholder } from '@cairn/model';
import { AuthoringError } from '../authoring-error.ts';
import type { KindRules, Named } from '../object/object-kind.ts';
import { secretDestinations } from './authentication-secrets.ts';
import type { SecretBox } from './secret-box.ts';

type SecretRules<B extends Named> = Pick<KindRules<B>, 'mapSecrets'>;

/**
 * Seals every secret of a body. One sent as the mask keeps what is sealed at the same place of `stored`, unless it would
 * now be sent elsewhere: who may name a host of their own could read there what the API never shows.
 * Throws AUTHORING_SECRET_MISSING, naming each place where there is nothing to keep or an export's placeholder was left.
 */
export function sealBody<B extends Named>(
  rules: SecretRules<B>,
  body: B,
  box: SecretBox,
  id: string,
  stored: B | null,
): B {
  const mayKeep = stored !== null && secretDestinations(stored) === secretDestinations(body);
  const kept = mayKeep ? collectSecrets(rules, stored) : new Map<string, unknown>();
  const missing: string[] = [];
  const seal = (secret: unknown, path: string) => {
    if (secret === secretMask && kept.has(path)) return kept.get(path);
    if (secret === secretMask || secret === secretPlaceholder) missing.push(path);
    return box.seal(JSON.stringify(secret), id);
  };
  const sealed = rules.mapSecrets?.(body, seal) ?? body;
  if (missing.length > 0) throw secretsMissing(missing);
  return sealed;
}

/** The body with its secrets in clear, for the one who makes the call. Throws AUTHORING_SECRET_UNREADABLE. */
export function openBody<B extends Named>(rules: SecretRules<B>, body: B, box: SecretBox, id: string): B {
  return rules.mapSecrets?.(body, (sealed) => JSON.parse(box.open(String(sealed), id))) ?? body;
}

/** The body as anybody may see it. */
export function maskBody<B extends Named>(rules: SecretRules<B>, body: B, mask: string = secretMask): B {
  return rules.mapSecrets?.(body, () => mask) ?? body;
}

function collectSecrets<B extends Named>(rules: SecretRules<B>, body: B): ReadonlyMap<string, unknown> {
  const secrets = new Map<string, unknown>();
  rules.mapSecrets?.(body, (secret, path) => {
    secrets.set(path, secret);
    return secret;
  });
  return secrets;
}

function secretsMissing(paths: readonly string[]): AuthoringError {
  const message =
    'enter the secret: there is none stored here, for this host, that the mask or placeholder could stand for';
  const errors = paths.map((path) => ({ path, code: 'AUTHORING_SECRET_MISSING', message }) as const);
  return new AuthoringError('AUTHORING_SECRET_MISSING', `Enter the secret at ${paths.join(', ')} and send again.`, {
    errors,
  });
}
