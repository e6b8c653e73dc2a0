import type { ActivityOf, ConditionPath } from '@cairn/model';

/** An event activity that listens for `eventName`. */
export function event(
  id: string,
  eventName: string,
  more: Partial<ActivityOf<'event'>> = {},
): Partial<ActivityOf<'event'>> {
  return { kind: 'event', id, eventName, ...more };
}

/** A condition of the type of its paths. */
export function condition(
  id: string,
  paths: readonly ConditionPath[],
  more: Partial<ActivityOf<'condition'>> = {},
): Partial<ActivityOf<'condition'>> {
  return { kind: 'condition', id, type: paths[0]?.type ?? 'data', paths: [...paths], ...more };
}

/** A path of a data condition. */
export function when(id: string, expression: string): ConditionPath {
  return { id, label: '', type: 'data', expression };
}

/** A path of a percentage split. */
export function split(id: string, percent: number): ConditionPath {
  return { id, label: '', type: 'split', percent };
}

/** A wait of an ISO-8601 duration. */
export function wait(
  id: string,
  duration: string,
  more: Partial<ActivityOf<'wait'>> = {},
): Partial<ActivityOf<'wait'>> {
  return { kind: 'wait', id, wait: { type: 'duration', duration }, ...more };
}

/** A wait until the wall-clock time an expression gives. */
export function waitUntil(
  id: string,
  expression: string,
  more: Partial<ActivityOf<'wait'>> = {},
): Partial<ActivityOf<'wait'>> {
  return { kind: 'wait', id, wait: { type: 'custom', expression }, ...more };
}

/** A call of a custom action. */
export function action(
  id: string,
  actionName: string,
  more: Partial<ActivityOf<'action'>> = {},
): Partial<ActivityOf<'action'>> {
  return { kind: 'action', id, actionName, ...more };
}

export function end(id: string): Partial<ActivityOf<'end'>> {
  return { kind: 'end', id };
}
