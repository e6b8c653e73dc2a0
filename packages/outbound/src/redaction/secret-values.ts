import { type Authentication, mapSecrets } from '@cairn/model';
import { base64, encodedText } from '../authentication/encode-base64.ts';

/** Members of custom authentication that hold protocol words, not secrets; masking them would hide half the exchange. */
const protocolWords = new Set(['accept', 'content-type', 'grant_type']);

/** Every secret text of an authentication, and the forms derived from it that are sent. */
export function secretValues(authentication: Authentication): string[] {
  const values: string[] = [];
  mapSecrets(authentication, (secret, path) => {
    if (!protocolWords.has(path.at(-1)?.toLowerCase() ?? '')) values.push(...textsOf(secret));
    return secret;
  });
  if (authentication.type === 'basic') values.push(base64(`${authentication.user}:${authentication.password}`));
  return values;
}

/** A header may hold `EncodeBase64(user:password)`: each part, and what is sent for it, is secret. */
function textsOf(secret: unknown): string[] {
  if (secret === null || secret === undefined || typeof secret === 'boolean') return [];
  const text = String(secret);
  const encoded = encodedText(text);
  return encoded === null ? [text] : [text, encoded, base64(encoded), ...encoded.split(':')];
}
