import type { EventLog, Outbound, RunStore } from '@cairn/engine';
import type { Wrappers } from '../../packages/server/src/composition/cairn.ts';

/** Moments at which a process ends itself without warning. */
export const killPoints = [
  /** Events were accepted from the wire, nothing was sent to the store. */
  'appendStarts',
  /** The append is with the store; nobody knows whether it was committed. */
  'appendUnderWay',
  /** The events are durable, their senders have no answer. */
  'appendCommitted',
  'turnStarts',
  'turnUnderWay',
  /** The turn is durable, none of its calls was sent. */
  'turnCommitted',
  /** A third party has acted and answered, nothing of it is stored. */
  'resultArrived',
] as const;
export type KillPoint = (typeof killPoints)[number];

/** Where a process ends itself, for `wrappersWithFuse` to read from its environment. */
export interface Fuse {
  readonly point: KillPoint;
  /** How often the point is passed unharmed before. */
  readonly passes: number;
  /** Time between a query's start and the end, for the points `...UnderWay`, ms. */
  readonly delayMs: number;
}

export function fuseEnvironment({ point, passes, delayMs }: Fuse): Record<string, string> {
  return { KILL_POINT: point, KILL_PASSES: String(passes), KILL_DELAY_MS: String(delayMs) };
}

/** Puts a fuse between the parts of Cairn; without KILL_POINT there is none. */
export function wrappersWithFuse(environment: NodeJS.ProcessEnv): Wrappers {
  const { KILL_POINT: point, KILL_PASSES: passes, KILL_DELAY_MS: delayMs } = environment;
  if (point === undefined) return {};
  const burning = new BurningFuse({ point: point as KillPoint, passes: Number(passes), delayMs: Number(delayMs) });
  return {
    eventLog: (log): EventLog => ({
      ...log,
      append: (...args) => burning.around('append', () => log.append(...args)),
    }),
    runStore: (store): RunStore => ({
      ...store,
      commitTurn: (turn) => burning.around('turn', () => store.commitTurn(turn)),
    }),
    outbound: (outbound): Outbound => ({
      async perform(...args) {
        const result = await outbound.perform(...args);
        burning.reach('resultArrived');
        return result;
      },
    }),
  };
}

class BurningFuse {
  readonly #fuse: Fuse;
  #passed = 0;

  constructor(fuse: Fuse) {
    this.#fuse = fuse;
  }

  reach(point: KillPoint): void {
    if (point !== this.#fuse.point) return;
    this.#passed += 1;
    if (this.#passed > this.#fuse.passes) die();
  }

  async around<T>(what: 'append' | 'turn', commit: () => Promise<T>): Promise<T> {
    this.reach(`${what}Starts`);
    const committing = commit();
    if (this.#fuse.point === `${what}UnderWay`) {
      this.#passed += 1;
      if (this.#passed > this.#fuse.passes) setTimeout(die, this.#fuse.delayMs);
    }
    const outcome = await committing;
    this.reach(`${what}Committed`);
    return outcome;
  }
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
