import { readFileSync } from 'node:fs';

/** A process as told apart from a later one with the same pid: pid and moment of its start. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, with the boot's id; null where the system does not tell (no /proc). */
  readonly start: string | null;
}

/** Identity of this process. */
export function getOwnIdentity(): ProcessIdentity {
  return { pid: process.pid, start: readStart(process.pid) };
}

/**
 * Whether exactly this process still runs. A killed process that nobody has reaped yet counts as gone, and so does a
 * pid that was given to another process since; without /proc only the pid can be compared.
 */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  if (!doesPidExist(pid)) return false;
  const currentStart = readStart(pid);
  if (currentStart === 'zombie') return false;
  return start === null || currentStart === null || currentStart === start;
}

function doesPidExist(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Reads field 22 of /proc/<pid>/stat (proc(5)); the command in field 2 may hold spaces and brackets, so count from its end. */
function readStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fieldsFromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fieldsFromThird[0], fieldsFromThird[19]];
    if (state === 'Z' || state === 'X') return 'zombie';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${start}`;
  } catch {
    return null;
  }
}
