import type { ActivityCompiler } from './activity-compiler.ts';

/** Whole milliseconds, rounded up, of an ISO-8601 duration of days and below; a day is 24 hours. Throws ENGINE_BAD_TIME. */
export function durationMs(text: string, compiler: ActivityCompiler): number {
  try {
    return Math.ceil(Temporal.Duration.from(text).total('milliseconds'));
  } catch (cause) {
    return compiler.fail('ENGINE_BAD_TIME', `${text} is not a duration of days, hours, minutes and seconds`, cause);
  }
}
