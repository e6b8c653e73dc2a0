import type { KeyScope } from './permission.ts';

/** Who calls. Every signed-in user is an administrator until roles come. */
export type Principal =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly email: string }
  | {
      readonly kind: 'apiKey';
      readonly id: string;
      readonly name: string;
      /** Id of the user who made the key. */
      readonly ownerId: string;
      readonly scopes: readonly KeyScope[];
    };
