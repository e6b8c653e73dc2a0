/** What the thread is started with. */
export interface ThreadRequest {
  /** Directory of the database's files; null keeps everything in memory (tests). */
  readonly pgDataDir: string | null;
  /** A dumped database to start an empty one from (tests). */
  readonly template: Uint8Array | null;
  /** Unix socket to listen on; null for a free loopback port. */
  readonly socketPath: string | null;
}

/** What is said between the thread and its owner. */
export type ThreadMessage =
  | { readonly kind: 'listening'; readonly address: string }
  | { readonly kind: 'dump' }
  | { readonly kind: 'dumped'; readonly tar: Uint8Array }
  | { readonly kind: 'stop' }
  | { readonly kind: 'stopped' };
