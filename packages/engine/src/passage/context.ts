import type { Profile } from '../ports.ts';

/** What an advance may know besides the instance, the stimulus and the journey. */
export interface AdvanceContext {
  /** Epoch milliseconds; the only clock the engine has. */
  readonly now: number;
  /** The person's profile, when the journey needs one and it exists. */
  readonly profile: Profile | null;
  /** Longest life of an instance; 30 days when absent. */
  readonly globalTimeoutMs?: number;
  /** The journey was stopped: whatever comes, the instance ends and nothing is sent. */
  readonly isStopped?: boolean;
}

/** 30 days (section 14). */
export const defaultGlobalTimeoutMs = 30 * 24 * 3_600_000;
/** Instance data above this ends the instance in error. */
export const maxStateBytes = 1_048_576;
/** A journey has at most 50 activities and no loop; more steps than this in one go is a defect of the drawing. */
export const maxImmediateSteps = 100;
