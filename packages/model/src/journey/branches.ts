import type { Activity, ConditionPath } from './activity.ts';
import { durationLabel } from './duration.ts';

/** An outlet of an activity, with the text its arrows carry. */
export interface Branch {
  readonly name: string;
  readonly label: string;
}

const next: Branch = { name: 'next', label: '' };
const error: Branch = { name: 'error', label: 'timeout or error' };

/** The outlets of an activity, upper first; arrows that leave by any other name are refused. */
export const branchesOf = (activity: Activity): readonly Branch[] => {
  switch (activity.kind) {
    case 'event':
      return activity.timeout?.hasPath
        ? [next, { name: 'timeout', label: timeoutLabel(activity.timeout.duration) }]
        : [next];
    case 'condition':
      return [
        ...activity.paths.map((path, index) => ({ name: path.id, label: pathLabel(path, index) })),
        ...(activity.hasOtherPath ? [{ name: 'other', label: 'other cases' }] : []),
        ...(activity.hasAlternativePath ? [error] : []),
      ];
    case 'wait':
      return [
        activity.wait.type === 'duration' ? { ...next, label: durationLabel(activity.wait.duration) } : next,
        ...(activity.hasAlternativePath ? [error] : []),
      ];
    case 'action':
      return activity.hasAlternativePath ? [next, error] : [next];
    case 'end':
      return [];
  }
};

/** Text on the arrow of a timeout path, such as `1 d timeout`. */
export const timeoutLabel = (duration: string): string => `${durationLabel(duration)} timeout`;

const pathLabel = (path: ConditionPath, index: number): string => {
  if (path.label !== '') return path.label;
  return path.type === 'split' ? `${path.percent} %` : `Path ${index + 1}`;
};
