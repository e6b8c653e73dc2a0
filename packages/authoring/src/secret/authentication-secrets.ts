import { type Authentication, mapSecrets } from '@cairn/model';
import type { ReplaceSecret } from '../object/object-kind.ts';

/** A body with every secret of its `authentication` replaced; one without authentication as it is. */
export function mapAuthenticationSecrets<B extends object>(body: B, replace: ReplaceSecret): B {
  const { authentication } = body as { authentication?: Authentication };
  if (authentication === undefined) return body;
  const replaced = mapSecrets(authentication, (secret, path) => replace(secret, ['authentication', ...path].join('.')));
  return { ...body, authentication: replaced };
}

/** Where the secrets of a body and the tokens they buy are sent: scheme, host and port of each address. */
export function secretDestinations(body: object): string {
  const { url, authentication } = body as { url?: string; authentication?: Authentication };
  const endpoint = authentication?.type === 'customAuthorization' ? authentication.endpoint : undefined;
  return [url, endpoint].map((address) => URL.parse(address ?? '')?.origin).join(' ');
}
