import { type Authentication, evaluateEncodeBase64, mapSecrets, toBase64 } from '@cairn/model';

/** Members of custom authentication that hold protocol words, not secrets; masking them would hide half the exchange. */
const protocolWords = new Set(['accept', 'content-type', 'grant_type']);

/** Every secret text of an authentication, and the forms derived from it that are sent. */
export function secretValues(authentication: Authentication): string[] {
  const values: string[] = [];
  mapSecrets(authentication, (secret, path) => {
    if (!protocolWords.has(path.at(-1)?.toLowerCase() ?? '')) values.push(...textsOf(secret));
    return secret;
  });
  if (authentication.type === 'basic') values.push(toBase64(`${authentication.user}:${authentication.password}`));
  return values;
}

/** A header may hold `EncodeBase64(user:password)`: the pair, what is sent for it, and the password are secret. */
function textsOf(secret: unknown): string[] {
  if (secret === null || secret === undefined || typeof secret === 'boolean') return [];
  const text = String(secret);
  const inner = /EncodeBase64\((.*)\)/s.exec(text)?.[1];
  return inner === undefined ? [text] : [text, evaluateEncodeBase64(text), inner, inner.slice(inner.indexOf(':') + 1)];
}
