import type { ConditionPath } from '@cairn/model';
import type { ActivityCompiler } from '../../compile/activity-compiler.ts';
import type { CompiledPath } from '../../compile/compiled-activity.ts';

type DatePath = Extract<ConditionPath, { type: 'date' }>;

/** True from `from` (inclusive) to `to` (exclusive), wall-clock times in the zone of the instance; either may be open. */
export function compileDatePath(path: DatePath, compiler: ActivityCompiler): CompiledPath {
  const from = path.from === undefined ? null : localTime(path.from, compiler);
  const to = path.to === undefined ? null : localTime(path.to, compiler);
  return {
    id: path.id,
    isTrue: (visit) =>
      (from === null || visit.instantOf(from) <= visit.startedAt) &&
      (to === null || visit.startedAt < visit.instantOf(to)),
  };
}

function localTime(text: string, compiler: ActivityCompiler): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(text);
  } catch (cause) {
    return compiler.fail('ENGINE_BAD_TIME', `${text} is not a local date and time such as 2030-07-12T17:00`, cause);
  }
}
