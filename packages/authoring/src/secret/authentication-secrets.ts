import { type Authentication, mapSecrets } from '@cairn/model';
import type { ReplaceSecret } from '../object/object-kind.ts';

/** A body with every secret of its `authentication` replaced; one without authentication as it is. */
export function mapAuthenticationSecrets<B extends object>(body: B, replace: ReplaceSecret): B {
  const { authentication } = body as { authentication?: Authentication };
  if (authentication === undefined) return body;
  const replaced = mapSecrets(authentication, (secret, path) => replace(secret, ['authentication', ...path].join('.')));
  return { ...body, authentication: replaced };
}
