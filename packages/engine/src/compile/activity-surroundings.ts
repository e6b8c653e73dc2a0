import type { CustomAction } from '@cairn/model';
import type { ActivityCompiler } from './activity-compiler.ts';
import type { Outlet } from './compiled-activity.ts';

/** What an activity is compiled against. */
export interface ActivitySurroundings {
  readonly compiler: ActivityCompiler;
  /** No arrow leads to it. */
  readonly isEntry: boolean;
  /** Filled once every activity is compiled. */
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly eventNames: ReadonlySet<string>;
  readonly actions: ReadonlyMap<string, { readonly id: string; readonly action: CustomAction }>;
}
