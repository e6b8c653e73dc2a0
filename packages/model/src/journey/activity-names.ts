import type { Activity } from './activity.ts';
import type { JourneyDefinition } from './journey.ts';

/**
 * Display name of every activity by id: the name of its event or action, or its kind, then `-label`. An event that is
 * used again gets a number: `Landed`, `Landed 2`.
 */
export const activityNames = ({ activities }: Pick<JourneyDefinition, 'activities'>): ReadonlyMap<string, string> => {
  const uses = new Map<string, number>();
  return new Map(
    activities.map((activity) => {
      const base = baseName(activity);
      const use = (uses.get(base) ?? 0) + 1;
      if (activity.kind === 'event') uses.set(base, use);
      const numbered = use > 1 ? `${base} ${use}` : base;
      return [activity.id, activity.label === '' ? numbered : `${numbered}-${activity.label}`] as const;
    }),
  );
};

const baseName = (activity: Activity): string => {
  switch (activity.kind) {
    case 'event':
      return activity.eventName;
    case 'action':
      return activity.actionName;
    case 'condition':
      return 'Condition';
    case 'wait':
      return 'Wait';
    case 'end':
      return 'End';
  }
};
