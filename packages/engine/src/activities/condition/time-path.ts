import type { ConditionPath } from '@cairn/model';
import type { ActivityCompiler } from '../../compile/activity-compiler.ts';
import type { CompiledPath } from '../../compile/compiled-activity.ts';

type TimePath = Extract<ConditionPath, { type: 'time' }>;

/**
 * True when the wall clock of the instance's zone is inside the hours and the weekday is one of those chosen.
 * From is inclusive, to exclusive; to at or before from crosses midnight, so equal times mean the whole day.
 */
export function compileTimePath(path: TimePath, compiler: ActivityCompiler): CompiledPath {
  const from = path.hours ? minutesOf(path.hours.from, compiler) : 0;
  const to = path.hours ? minutesOf(path.hours.to, compiler) : 24 * 60;
  const weekdays = path.weekdays?.length ? new Set(path.weekdays) : null;
  return {
    id: path.id,
    isTrue: (visit) => {
      const clock = visit.wallClock;
      const minutes = clock.hour * 60 + clock.minute;
      const isInHours = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
      return isInHours && (weekdays === null || weekdays.has(clock.dayOfWeek));
    },
  };
}

function minutesOf(text: string, compiler: ActivityCompiler): number {
  const parts = /^(\d{2}):(\d{2})$/.exec(text);
  const hour = Number(parts?.[1]);
  const minute = Number(parts?.[2]);
  if (!parts || minute > 59 || hour * 60 + minute > 24 * 60) {
    compiler.fail('ENGINE_BAD_TIME', `${text} is not a time of day such as 20:00`);
  }
  return hour * 60 + minute;
}
