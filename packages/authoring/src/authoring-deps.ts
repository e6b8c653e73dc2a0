import type { HostPolicy } from '@cairn/model';
import type { ProbeCalls } from './probe/probes.ts';
import type { SecretBox } from './secret/secret-box.ts';
import type { AuthoringStore } from './store.ts';

/** What every use case works with. */
export interface AuthoringDeps {
  readonly store: AuthoringStore;
  readonly secretBox: SecretBox;
  readonly hostPolicy: HostPolicy;
  /** Named in payload previews; senders must name it too. */
  readonly organizationId: string;
  /** The one way out, for test requests and authentication checks. */
  readonly probeCalls: ProbeCalls;
  /** Versions that may be live at once in a sandbox. */
  readonly liveQuota: number;
  /** Longest life of an instance, after which a closed version has nobody left inside. */
  readonly instanceLifeMs: number;
  /** A fresh id: unique, URL-safe. */
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
