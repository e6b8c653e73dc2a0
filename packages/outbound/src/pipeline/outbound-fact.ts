import type { CallResult } from '@cairn/engine';
import type { OutboundError, OutboundErrorCode } from '../outbound-error.ts';
import type { RateService } from '../rate/rate-rule.ts';

/** What happened on the way out, for counters and histograms: one per try, per token request and per call. */
export type OutboundFact =
  | {
      readonly kind: 'try' | 'token';
      readonly service: RateService;
      readonly host: string;
      /** Null when no answer came. */
      readonly status: number | null;
      /** Null for a success. */
      readonly code: OutboundErrorCode | null;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: 'call';
      readonly service: RateService;
      readonly outcome: CallResult['outcome'];
      readonly attempts: number;
      readonly elapsedMs: number;
      /** For the log: its `cause` may be foreign and is not for people. Null for a success. */
      readonly failure: OutboundError | null;
    };
