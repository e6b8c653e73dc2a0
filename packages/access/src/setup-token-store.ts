/** Where the one-time link's secret is kept, as a hash. At most one is valid. Adapter: packages/postgres. */
export interface SetupTokenStore {
  /** Makes this the only token. `expiresAt`: epoch milliseconds. */
  replace(tokenHash: string, expiresAt: number): Promise<void>;
  /** Removes the token and says whether it was there and not expired: true for one caller only. */
  spend(tokenHash: string, now: number): Promise<boolean>;
}
