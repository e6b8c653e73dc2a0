/** On whose behalf, and in which sandbox, a use case runs. */
export interface Author {
  readonly sandbox: string;
  /** Recorded as creator and last updater. */
  readonly userId: string;
}
