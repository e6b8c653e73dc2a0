import { createHash } from 'node:crypto';
import { type Authentication, toBase64 } from '@cairn/model';
import { headerPair } from '../request/header-rows.ts';
import { encodeParameter } from '../request/target-url.ts';
import { type Placement, prepareTokenCall, type TokenCall } from './token-call.ts';

/** What authenticates a request: parts known beforehand, or a token to be obtained first. */
export type Credentials =
  | { readonly kind: 'fixed'; readonly placement: Placement }
  | {
      readonly kind: 'token';
      readonly call: TokenCall;
      /** Hash of the authentication: an edit starts with a new token. */
      readonly fingerprint: string;
    };

/** Throws OUTBOUND_URL_INVALID, OUTBOUND_HEADER_INVALID or OUTBOUND_AUTHENTICATION_INVALID. */
export function prepareCredentials(authentication: Authentication): Credentials {
  switch (authentication.type) {
    case 'none':
      return fixed([], '');
    case 'basic':
      return fixed(
        headerPair('authorization', `Basic ${toBase64(`${authentication.user}:${authentication.password}`)}`),
      );
    case 'apiKey':
      return authentication.location === 'header'
        ? fixed(headerPair(authentication.name, authentication.value))
        : fixed([], encodeParameter(authentication.name, authentication.value));
    case 'customAuthorization':
      return {
        kind: 'token',
        call: prepareTokenCall(authentication),
        fingerprint: createHash('sha256').update(JSON.stringify(authentication)).digest('base64'),
      };
  }
}

function fixed(headers: readonly string[], query = ''): Credentials {
  return { kind: 'fixed', placement: { headers, query } };
}
